/** The delay before a broken stream is opened again, in milliseconds. */
const AGAIN = 15_000

/** Listens while the page is visible, because browsers allow few connections to one server across all tabs. */
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
    // Otherwise the browser would connect again.
    opened.addEventListener('ended', stop)
    // The browser connects again after a broken connection, but not after an answer that is no stream.
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
