import type { NextRequest } from 'next/server'
import type { z } from 'zod'
import { getAuthContext } from '@/lib/auth/context'
import type { Database } from '@/lib/database/database'
import { type Authorized, authorize } from './authorize'
import { type Operation, tellsPast } from './operations'
import { readBody } from './read-body'
import { answerUnavailable } from './refusals'
import { type ApiAnswer, describeFault, refuse, sendAnswer } from './refuse'

type Input<Op extends Operation> = {
  readonly params: z.infer<Op['params']>
  readonly query: z.infer<Op['query']>
  readonly body: Op['body'] extends z.ZodType ? z.infer<Op['body']> : null
  readonly database: Database
  /** Aborted when the client has left. */
  readonly signal: AbortSignal
} & Authorized

/** Next gives no `params` to a route without a dynamic segment. */
type RouteContext = { readonly params: Promise<Record<string, string> | undefined> }

/** A route handler for an operation: authorizes the request by `access`, parses path, query and body strictly, answers
 *  bad input with 400 and the allowed values, and passes valid input to `handle`. Answers 503 while the database is not
 *  available, or reads too many past instants. */
export function route<const Op extends Operation>(
  operation: Op,
  handle: (input: Input<Op>) => Promise<ApiAnswer | Response>,
): (request: NextRequest, context: RouteContext) => Promise<Response> {
  const respond = async (request: NextRequest, context: RouteContext) => {
    const auth = await getAuthContext()
    const path = decode((await context.params) ?? {})
    const authorized = await authorize(request, auth, {
      access: operation.access,
      repo: path.repo ?? null,
    })
    if ('status' in authorized) return sendAnswer(authorized)
    const params = operation.params.safeParse(path)
    const search = request.nextUrl.searchParams
    const query = operation.query.safeParse(Object.fromEntries(search))
    if (!params.success) return sendAnswer(refuse(describeFault(params.error)))
    const twice = findTwice([...search.keys()])
    if (twice !== null) return sendAnswer(refuseTwice(twice))
    if (search.has('at') && !tellsPast(operation)) return sendAnswer(refusePast())
    if (!query.success) return sendAnswer(refuse(describeFault(query.error)))
    const body = await readBody(request, operation.body ?? null)
    if ('status' in body) return sendAnswer(body)
    const answer = await handle({
      params: params.data as z.infer<Op['params']>,
      query: query.data as z.infer<Op['query']>,
      body: body.value as Input<Op>['body'],
      database: auth.database,
      signal: request.signal,
      ...authorized,
    })
    return answer instanceof Response ? answer : sendAnswer(answer)
  }
  return (request, context) => answerUnavailable(() => respond(request, context))
}

function findTwice(names: readonly string[]): string | null {
  return names.find((name, at) => names.indexOf(name) < at) ?? null
}

/** `?dryRun=true&dryRun=false` is ambiguous. */
function refuseTwice(name: string): ApiAnswer {
  return refuse({
    code: 'bad-request',
    message: `The query parameter ${name} is given more than once.`,
  })
}

function refusePast(): ApiAnswer {
  const message =
    'This operation has no past states yet. Omit the parameter at to read the current state.'
  return refuse({ status: 501, code: 'not-available', message })
}

/** A segment arrives percent-encoded; it is decoded once. One that is not valid stays as it is. */
function decode(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      try {
        return [key, decodeURIComponent(value)]
      } catch (error) {
        if (error instanceof URIError) return [key, value]
        throw error
      }
    }),
  )
}
