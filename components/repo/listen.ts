const STREAM = '/api/v1/repos/events'

/** Answers whoever may listen, and at once. */
const RIGHT = '/api/v1/repos'

/** How long until a stream that was refused is asked for again, in milliseconds. */
const AGAIN = 15_000

export type Handlers = {
  /** What to do with the data of each event, by its name. */
  readonly events: Readonly<Record<string, (data: string) => void>>
  /** The session is over: nothing more will come. */
  readonly onEnd: () => void
}

/** Listens while the page is seen: browsers allow few connections to one server, shared by all of its tabs. */
export function listen({ events, onEnd }: Handlers): () => void {
  let source: EventSource | null = null
  let again: number | undefined

  function stop() {
    window.clearTimeout(again)
    source?.close()
    source = null
  }

  function follow() {
    stop()
    if (document.hidden) return
    const opened = new EventSource(STREAM)
    source = opened
    for (const [name, handle] of Object.entries(events))
      opened.addEventListener(name, (event) => handle(event.data))
    opened.addEventListener('ended', end)
    // A browser tries again by itself when a connection breaks, not when an answer is no stream.
    opened.addEventListener('error', () => {
      if (opened === source && opened.readyState === EventSource.CLOSED) void look()
    })
  }

  function end() {
    stop()
    onEnd()
  }

  /** The session has ended while nobody looked; or something on the way is out of order, and passes. */
  async function look() {
    const answer = await fetch(RIGHT).catch(() => null)
    if (answer?.status === 401) end()
    else again = window.setTimeout(follow, AGAIN)
  }

  follow()
  document.addEventListener('visibilitychange', follow)
  return () => {
    document.removeEventListener('visibilitychange', follow)
    stop()
  }
}
