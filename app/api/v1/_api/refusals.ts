import { describeOutage } from '@/lib/database/describe-outage'
import { isDatabaseUnavailable } from '@/lib/database/is-database-unavailable'
import { PAST_RETRY_SECONDS, PastBusyError } from '@/lib/index/read/past-queue'
import { type ApiAnswer, refuse, sendAnswer } from './refuse'

export function noSuchModel(wanted: { readonly repo: string; readonly name: string }): ApiAnswer {
  const message = `There is no model ${wanted.name} in a repository ${wanted.repo}.`
  return refuse({ status: 404, code: 'model-not-found', message })
}

export function noSuchVersion({
  name,
  version,
}: {
  readonly name: string
  readonly version: string
}): ApiAnswer {
  const message = `${name} has no version ${version}.`
  return refuse({ status: 404, code: 'no-such-version', message })
}

export function noSuchRepo(slug: string): ApiAnswer {
  const message = `No repository with the slug ${slug} is connected.`
  return refuse({ status: 404, code: 'repo-not-found', message })
}

export function noSuchCommit(commit: string): ApiAnswer {
  const message = `The repository has no commit ${commit}, or the last sync did not fetch it.`
  return refuse({ status: 404, code: 'commit-not-found', message })
}

export function noSuchFile(path: string): ApiAnswer {
  const message = `The commit has no file ${path}, or one that is too large.`
  return refuse({ status: 404, code: 'file-not-found', message })
}

/** The repository could not be read, although it is there. */
export function unreadable(why: string): ApiAnswer {
  return refuse({ status: 502, code: 'repo-unreadable', message: why, retryAfter: 30 })
}

/** The response of `respond`, or 503 if the database is not available, or too many past instants are being read. */
export async function answerUnavailable(respond: () => Promise<Response>): Promise<Response> {
  try {
    return await respond()
  } catch (error) {
    if (error instanceof PastBusyError) return refusePast(error)
    if (!isDatabaseUnavailable(error)) throw error
    console.warn(`A request was answered with 503: ${describeOutage(error)}`)
    const message = 'The database does not answer at the moment. Try again soon.'
    return sendAnswer(refuse({ status: 503, code: 'database-unavailable', message, retryAfter: 5 }))
  }
}

function refusePast({ code, message }: PastBusyError): Response {
  return sendAnswer(refuse({ status: 503, code, message, retryAfter: PAST_RETRY_SECONDS }))
}
