/** How long until a stream that met something out of order on the way is asked for again, in milliseconds. */
const AGAIN = 15_000

/** Listens while the page is seen: browsers allow few connections to one server, shared by all of its tabs. */
export function listen(handlers: Readonly<Record<string, (data: string) => void>>): () => void {
  let source: EventSource | null = null
  let again: number | undefined

  function stop() {
    clearTimeout(again)
    source?.close()
  }

  function follow() {
    stop()
    if (document.hidden) return
    const opened = new EventSource('/api/v1/repos/events')
    source = opened
    for (const [name, handle] of Object.entries(handlers))
      opened.addEventListener(name, (event) => handle(event.data))
    // Else the browser would ask again.
    opened.addEventListener('ended', stop)
    // It asks again by itself when a connection breaks, and not when the answer is no stream.
    opened.onerror = () => {
      if (opened.readyState === EventSource.CLOSED) again = window.setTimeout(follow, AGAIN)
    }
  }

  follow()
  document.addEventListener('visibilitychange', follow)
  return () => {
    document.removeEventListener('visibilitychange', follow)
    stop()
  }
}
