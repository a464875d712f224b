import { type AuthWorld, getAuthWorld } from '@/lib/auth/world'
import { listRepos } from '@/lib/index/list-repos'
import type { Viewer } from '@/lib/index/views'
import { readWaiting } from '@/lib/promote/door'
import { admit } from '../../_api/admit'
import { sendAnswer } from '../../_api/refuse'

export const dynamic = 'force-dynamic'

/** How often the states are looked at, in milliseconds; they are sent only when they differ. */
const INTERVAL = 500

/** A comment this often keeps proxies from closing the connection, in milliseconds. */
const KEEP_ALIVE = 15_000

/** How long the right to read holds before it is looked up again, in milliseconds. */
const RIGHT = 5_000

const TYPE = 'text/event-stream'
const HEADERS = { 'content-type': TYPE, 'cache-control': 'no-store, no-transform' }
const ENDED = 'event: ended\ndata: ended\n\n'

/**
 * Server-sent events: the list of repositories as `GET /repos` answers it under `items`, and as `waiting`
 * a stamp of the requests that wait for approval, now and after each change. Both stand in the database, so
 * any replica tells of every sync and every decision. Where the right to read has ended, `ended` is the last event:
 * a browser cannot tell why a stream was refused.
 */
export async function GET(request: Request): Promise<Response> {
  const world = await getAuthWorld()
  const admitted = await admit(request, world, { access: 'read', repo: null })
  if ('status' in admitted) {
    const isStream = request.headers.get('accept') === TYPE
    return isStream ? new Response(ENDED, { headers: HEADERS }) : sendAnswer(admitted)
  }
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      await tell({ request, world, viewer: admitted.viewer }, (text) =>
        controller.enqueue(encoder.encode(text)),
      )
      controller.close()
    },
  })
  return new Response(stream, { headers: HEADERS })
}

type Listener = {
  readonly request: Request
  readonly world: AuthWorld
  readonly viewer: Viewer
}

/** Sends what changes until nobody listens any more, or whoever listens may not read any more. */
async function tell(listener: Listener, send: (text: string) => void): Promise<void> {
  const { request, world } = listener
  let { viewer } = listener
  const sent = { repos: '', waiting: '', at: Date.now() }
  const say = (text: string) => {
    send(text)
    sent.at = Date.now()
  }
  while (!request.signal.aborted) {
    for (const until = Date.now() + RIGHT; Date.now() < until; await pause(request.signal)) {
      const repos = JSON.stringify(await listRepos(world.database, viewer))
      const { stamp: waiting } = await readWaiting(viewer, null)
      if (request.signal.aborted) return
      if (waiting !== sent.waiting) say(`event: waiting\ndata: ${waiting}\n\n`)
      if (repos !== sent.repos) say(`data: ${repos}\n\n`)
      else if (Date.now() - sent.at > KEEP_ALIVE) say(': still here\n\n')
      Object.assign(sent, { repos, waiting })
    }
    const present = { ...world, now: new Date(), use: 'listening' } as const
    const admitted = await admit(request, present, { access: 'read', repo: null })
    if ('status' in admitted) return say(ENDED)
    viewer = admitted.viewer
  }
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
