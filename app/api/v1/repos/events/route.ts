import { getAuthContext } from '@/lib/auth/context'
import { followChanges } from '@/lib/promote/entry-point'
import { refuseHead } from '../../../refuse-head'
import { authorize } from '../../_api/authorize'
import { answerUnavailable } from '../../_api/refusals'
import { refuse, sendAnswer } from '../../_api/refuse'
import { ENDED, MAX_STREAMS, openStream } from './open-stream'

export const dynamic = 'force-dynamic'

const TYPE = 'text/event-stream'
/** Other requests wait just as long for a database that restarts. */
const DATABASE_MS = 6_000

const HEADERS = { 'content-type': TYPE, 'cache-control': 'no-store, no-transform' }

/** Server-sent events: the list of repositories as `GET /repos` answers it under `items`, then as `changed` those of
 *  them that changed; and as `waiting` a stamp of the requests that wait for approval, now and after each change. All of
 *  it is in the database, so any replica tells of every sync and every decision. When the right to read ends, `ended` is
 *  the last event, because a browser cannot tell why a stream was refused. */
export function GET(request: Request): Promise<Response> {
  return answerUnavailable(() => answerReader(request))
}

async function answerReader(request: Request): Promise<Response> {
  const context = await getAuthContext()
  const authorized = await authorize(request, context, READING)
  if ('status' in authorized) {
    const isStream = request.headers.get('accept') === TYPE
    return isStream ? new Response(ENDED, { headers: HEADERS }) : sendAnswer(authorized)
  }
  // After the stream has begun, an error could only break the connection.
  await context.database.check(DATABASE_MS)
  const stream = openStream({
    viewer: authorized.viewer,
    readViewer: async () => {
      const present = await authorize(
        request,
        { ...(await getAuthContext()), use: 'listening' },
        READING,
      )
      return 'status' in present ? null : present.viewer
    },
    follow: followChanges,
    signal: request.signal,
  })
  return stream === null ? refuseStream() : new Response(stream, { headers: HEADERS })
}

export const HEAD = refuseHead('GET')

const READING = { access: 'read', repo: null } as const

function refuseStream(): Response {
  const message = `${MAX_STREAMS} event streams are open, which is the maximum of this server.`
  return sendAnswer(refuse({ status: 503, code: 'too-many-streams', message, retryAfter: 15 }))
}
