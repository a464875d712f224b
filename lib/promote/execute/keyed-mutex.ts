/** Locks of this process, one for each key. */
export type KeyedMutex = {
  /**
   * Runs `run` when all earlier calls for the same `key` are done. `busy` when that takes longer than `seconds`: then
   * `run` is never called.
   */
  run<Value>(
    wanted: { readonly key: string; readonly seconds: number },
    run: (secondsLeft: number) => Promise<Value>,
  ): Promise<Value | 'busy'>
}

export function openKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>()
  return {
    run: async ({ key, seconds }, run) => {
      const wait = openWait(seconds)
      const before = last.get(key) ?? Promise.resolve()
      const mine = before.then(async () => {
        const left = wait.end()
        return left === 'over' ? ('busy' as const) : await run(left)
      })
      const settled = mine.catch(() => {})
      last.set(key, settled)
      void settled.then(() => {
        if (last.get(key) === settled) last.delete(key)
      })
      const isOver = await Promise.race([wait.over, settled.then(() => false)])
      return isOver ? 'busy' : await mine
    },
  }
}

type Wait = {
  /** Resolves when the time is over, unless the wait has ended by then. */
  readonly over: Promise<true>
  /** Ends the wait: the seconds that are left of it, or that it was over already. */
  end(): number | 'over'
}

/** The timer alone says when the time is over: it may come a little before a clock would say so. */
function openWait(seconds: number): Wait {
  const deadline = performance.now() + seconds * 1000
  let isOver = false
  let timer: NodeJS.Timeout
  const over = new Promise<true>((resolve) => {
    timer = setTimeout(() => {
      isOver = true
      resolve(true)
    }, seconds * 1000)
  })
  return {
    over,
    end: () => {
      clearTimeout(timer)
      return isOver ? 'over' : Math.max(0, deadline - performance.now()) / 1000
    },
  }
}
