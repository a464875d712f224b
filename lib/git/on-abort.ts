import { setMaxListeners } from 'node:events'

/**
 * Calls `listener` when the signal aborts, once; the result takes it off again. Any number of runs may listen to one
 * signal without a warning of Node.
 */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => {}
  setMaxListeners(0, signal)
  signal.addEventListener('abort', listener, { once: true })
  return () => signal.removeEventListener('abort', listener)
}
