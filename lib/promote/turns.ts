import { setTimeout as pause } from 'node:timers/promises'

/** Who waits in this process, by what they wait for. */
export type Turns = {
  /**
   * Runs `run` when everybody who came before for the same `key` is done. `busy` when that takes longer than
   * `seconds`: then it is never run.
   */
  take<Value>(
    wanted: { readonly key: string; readonly seconds: number },
    run: (secondsLeft: number) => Promise<Value>,
  ): Promise<Value | 'busy'>
}

export function openTurns(): Turns {
  const last = new Map<string, Promise<unknown>>()
  return {
    take: async ({ key, seconds }, run) => {
      const deadline = performance.now() + seconds * 1000
      const given = new AbortController()
      const before = last.get(key) ?? Promise.resolve()
      const mine = before.then(async () => {
        given.abort()
        const left = deadline - performance.now()
        return left <= 0 ? ('busy' as const) : await run(left / 1000)
      })
      const settled = mine.catch(() => {})
      last.set(key, settled)
      void settled.then(() => {
        if (last.get(key) === settled) last.delete(key)
      })
      return await Promise.race([mine, giveUp(seconds, given.signal, mine)])
    },
  }
}

/** `busy` after the time, unless the turn has come by then. */
async function giveUp<Value>(
  seconds: number,
  given: AbortSignal,
  mine: Promise<Value | 'busy'>,
): Promise<Value | 'busy'> {
  try {
    await pause(seconds * 1000, undefined, { signal: given })
    return 'busy'
  } catch {
    return await mine
  }
}
