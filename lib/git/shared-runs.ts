import { stopped } from './git-error'
import { onAbort } from './on-abort'

/** Calls `begun` when the question is about to be asked: from then on no caller may share the answer. */
type StartRun<Value> = (begun: () => void, signal: AbortSignal) => Promise<Value>

export type SharedRuns<Value> = {
  /**
   * Returns the value of a run that begins after this call. One run per key is active at a time. Callers that arrive
   * before a run begins share it. The run is aborted when all of its callers are.
   */
  join(key: string, start: StartRun<Value>, signal?: AbortSignal): Promise<Value>
}

type Run<Value> = {
  readonly abort: AbortController
  readonly value: Promise<Value>
  isOpen: boolean
  isLaunched: boolean
  callers: number
}

export function createSharedRuns<Value>(): SharedRuns<Value> {
  /** The latest run of each key. */
  const last = new Map<string, Run<Value>>()

  const open = (key: string, start: StartRun<Value>): Run<Value> => {
    const before = last.get(key)?.value
    const launch = async () => {
      await before?.catch(() => {}) // its callers get the error
      run.isLaunched = true
      try {
        return await start(() => {
          run.isOpen = false
        }, run.abort.signal)
      } finally {
        run.isOpen = false
        if (last.get(key) === run) last.delete(key)
      }
    }
    const abort = new AbortController()
    const value = Promise.resolve().then(launch)
    const run: Run<Value> = { abort, value, isOpen: true, isLaunched: false, callers: 0 }
    last.set(key, run)
    return run
  }

  return {
    join: async (key, start, signal) => {
      if (signal?.aborted) throw stopped()
      const found = last.get(key)
      return await wait(found?.isOpen ? found : open(key, start), signal)
    },
  }
}

/** The run's value, unless the signal aborts before: then the last caller waits until the run has ended. */
function wait<Value>(run: Run<Value>, signal: AbortSignal | undefined): Promise<Value> {
  run.callers += 1
  return new Promise((resolve, reject) => {
    const leave = () => {
      run.callers -= 1
      if (run.callers === 0) {
        run.isOpen = false
        run.abort.abort()
      }
      if (run.callers > 0 || !run.isLaunched) reject(stopped())
    }
    const forget = onAbort(signal, leave)
    run.value.finally(forget).then(resolve, reject)
  })
}
