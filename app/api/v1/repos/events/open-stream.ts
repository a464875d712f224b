import type { Viewer } from '@/lib/index/read/viewer'
import type { Changes, Follower } from '@/lib/promote/view/follow-changes'

/** Milliseconds. */
export const TIMES = {
  /** A comment this often keeps proxies from closing the connection. */
  keepAlive: 15_000,
  /** How often the right to read is checked. */
  right: 5_000,
  /** How long a stream lasts; the browser then connects again. */
  life: 600_000,
}

/** In one process: each stream holds a connection. */
export const MAX_STREAMS = 500

export const ENDED = 'event: ended\ndata: ended\n\n'
const KEPT = ': still here\n\n'

type Listener = {
  readonly viewer: Viewer
  /** Null when the listener may no longer read. */
  readonly readViewer: () => Promise<Viewer | null>
  readonly follow: (follower: Follower) => () => void
  /** Aborted when the listener has left. */
  readonly signal: AbortSignal
}

let open = 0

/** The listener's state as server-sent events: all repositories first, then those that changed. A slow reader gets only
 *  the latest state of each. Ends when the listener leaves, after `times.life`, when the state cannot be read, and with
 *  the event `ended` when the right to read ends. Null while MAX_STREAMS are open. */
export function openStream(listener: Listener, times = TIMES): ReadableStream<Uint8Array> | null {
  if (open >= MAX_STREAMS) return null
  let writer: Writer | null = null
  return new ReadableStream<Uint8Array>({
    start(controller) {
      writer = openWriter(controller, listener, times)
    },
    pull: () => writer?.flush(),
    cancel: () => writer?.stop(),
  })
}

type Writer = { readonly flush: () => void; readonly stop: () => void }

function openWriter(
  controller: ReadableStreamDefaultController<Uint8Array>,
  { signal, follow, ...listener }: Listener,
  times: typeof TIMES,
): Writer {
  const encoder = new TextEncoder()
  const sent = { repos: null as Changes['repos'] | null, waiting: '', at: performance.now() }
  let latest: Changes | null = null
  let { viewer } = listener
  let ended = false
  let unfollow = () => {}
  open += 1

  const isReady = () => !ended && (controller.desiredSize ?? 0) > 0
  const send = (text: string) => {
    controller.enqueue(encoder.encode(text))
    sent.at = performance.now()
  }
  const flush = () => {
    if (latest === null || !isReady()) return
    const news = formatNews(sent, latest)
    if (news !== '') send(news)
    Object.assign(sent, latest)
  }
  const stop = () => {
    if (ended) return
    ended = true
    open -= 1
    clearInterval(checks)
    clearTimeout(life)
    signal.removeEventListener('abort', stop)
    unfollow()
  }
  const end = (last: string) => {
    if (ended) return
    if (last !== '') send(last)
    stop()
    controller.close()
  }
  const check = async () => {
    const present = await listener.readViewer()
    if (present === null) return end(ENDED)
    viewer = present
    if (isReady() && performance.now() - sent.at > times.keepAlive) send(KEPT)
  }

  const checks = setInterval(() => check().catch(() => end('')), times.right)
  const life = setTimeout(() => end(''), times.life)
  signal.addEventListener('abort', stop)
  unfollow = follow({
    viewer: () => viewer,
    tell: (changes) => {
      latest = changes
      flush()
    },
    fail: () => end(''),
  })
  if (signal.aborted) stop()
  return { flush, stop }
}

type Sent = { readonly repos: Changes['repos'] | null; readonly waiting: string }

function formatNews(sent: Sent, { repos, waiting }: Changes): string {
  const stamp = waiting === sent.waiting ? '' : `event: waiting\ndata: ${waiting}\n\n`
  return stamp + formatRepos(sent.repos, repos)
}

/** All repositories where they are others than before, else those that changed. */
function formatRepos(before: Changes['repos'] | null, repos: Changes['repos']): string {
  const isSame =
    before?.length === repos.length && repos.every(({ slug }, at) => slug === before[at]?.slug)
  if (!isSame) return `data: ${formatList(repos)}\n\n`
  const changed = repos.filter(({ text }, at) => text !== before[at]?.text)
  return changed.length === 0 ? '' : `event: changed\ndata: ${formatList(changed)}\n\n`
}

function formatList(repos: Changes['repos']): string {
  return `[${repos.map(({ text }) => text).join(',')}]`
}
