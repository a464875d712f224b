import { getAuthWorld } from '@/lib/auth/world'
import { listRepos } from '@/lib/index/list-repos'
import { stampWaiting } from '@/lib/promote/door'
import { admit } from '../../_api/admit'
import { sendAnswer } from '../../_api/refuse'

export const dynamic = 'force-dynamic'

/** How often the states are looked at, in milliseconds; they are sent only when they differ. */
const INTERVAL = 500

/** A comment this often keeps proxies from closing the connection, in milliseconds. */
const KEEP_ALIVE = 15_000

/**
 * Server-sent events: the list of repositories as `GET /repos` answers it under `items`, and as `waiting`
 * a stamp of the requests that wait for approval, now and after each change. Both stand in the database, so
 * any replica tells of every sync and every decision.
 */
export async function GET(request: Request): Promise<Response> {
  const world = await getAuthWorld()
  const admitted = await admit(request, world, { access: 'read', repo: null })
  if ('status' in admitted) return sendAnswer(admitted)
  const encoder = new TextEncoder()
  let last = ''
  let lastStamp: string | null = null
  let sentAt = Date.now()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        controller.enqueue(encoder.encode(text))
        sentAt = Date.now()
      }
      while (!request.signal.aborted) {
        // At the moment of the request: to listen does not count as using a session, whose end ends the stream.
        const still = await admit(request, world, { access: 'read', repo: null })
        if ('status' in still) break
        const states = JSON.stringify(await listRepos(world.database, still.viewer))
        const stamp = await stampWaiting(still.viewer)
        if (request.signal.aborted) break
        if (stamp !== lastStamp) send(`event: waiting\ndata: ${stamp}\n\n`)
        lastStamp = stamp
        if (states !== last) send(`data: ${states}\n\n`)
        else if (Date.now() - sentAt > KEEP_ALIVE) send(': still here\n\n')
        last = states
        await pause(request.signal)
      }
      controller.close()
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store, no-transform' },
  })
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, INTERVAL)
    signal.addEventListener('abort', done, { once: true })
  })
}
