/** Thrown instead of the state of an instant, while the server reads as many as it may. */
export class PastBusyError extends Error {
  override readonly name = 'PastBusyError'
  readonly code = 'too-many-instants'
}

/** After so many seconds it is worth asking again. */
export const PAST_RETRY_SECONDS = 15

type PastQueue = {
  /**
   * Runs the work after what was added before, since many instants at once would take the whole database. Work of a key
   * that is still waiting or running is not added again. Throws a PastBusyError where too much waits.
   */
  readonly run: (key: string, work: () => Promise<void>) => Promise<void>
}

/** Instants that wait or are read. */
const MAX_WAITING = 20

/** How long the last one may have to wait, as far as the time that the newest work took tells it. */
const MAX_WAIT_MS = 20_000

/** A queue of reads of past instants. `now` is a clock in milliseconds. */
export function openPastQueue(now: () => number): PastQueue {
  const waiting = new Map<string, Promise<void>>()
  let last: Promise<unknown> = Promise.resolve()
  let tookMs = 0
  const measure = async (work: () => Promise<void>) => {
    const started = now()
    await work()
    tookMs = now() - started
  }
  return {
    run: (key, work) => {
      const known = waiting.get(key)
      if (known !== undefined) return known
      // One that finds nothing waiting is always read, however long the one before it took.
      if (waiting.size >= MAX_WAITING || waiting.size * tookMs > MAX_WAIT_MS) {
        const message = `${waiting.size} past instants are being read, which is the maximum of this server now.`
        return Promise.reject(new PastBusyError(message))
      }
      const done = last.then(() => measure(work)).finally(() => waiting.delete(key))
      waiting.set(key, done)
      last = done.catch(() => {})
      return done
    },
  }
}
