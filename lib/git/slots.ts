import { stopped } from './git-error'
import { onAbort } from './on-abort'

export type Slot = {
  /**
   * Lends the slot to other holders while its holder is idle. `onRecall` is called when one of them needs it; the
   * holder must then release it soon.
   */
  lend(onRecall: () => void): void
  /** Takes a lent slot back; false when it was recalled. */
  reclaim(): boolean
  release(): void
}

export type Slots = {
  /** Waits for a free slot, first come, first served. Throws GitError `killed` when the signal aborts before. */
  take(signal?: AbortSignal): Promise<Slot>
}

/** A counting semaphore. It cannot deadlock as long as no holder that has not lent its slot waits for another. */
export function createSlots(count: number): Slots {
  let free = count
  const waiting = new Set<(slot: Slot) => void>()
  /** The callback of each lent slot, in the order of lending. */
  const lent = new Set<() => void>()

  const create = (): Slot => {
    let recall: (() => void) | null = null
    return {
      lend: (onRecall) => {
        if (waiting.size > 0) return onRecall()
        recall = onRecall
        lent.add(recall)
      },
      reclaim: () => recall !== null && lent.delete(recall),
      release: () => {
        const [next] = waiting
        if (next === undefined) {
          free += 1
          return
        }
        waiting.delete(next)
        next(create())
      },
    }
  }
  const recallOne = () => {
    const [oldest] = lent
    if (oldest === undefined) return
    lent.delete(oldest)
    oldest()
  }
  return {
    take: async (signal) => {
      if (signal?.aborted) throw stopped()
      if (free > 0) {
        free -= 1
        return create()
      }
      return await new Promise<Slot>((resolve, reject) => {
        const leave = () => {
          waiting.delete(give)
          reject(stopped())
        }
        const give = (slot: Slot) => {
          forget()
          resolve(slot)
        }
        const forget = onAbort(signal, leave)
        waiting.add(give)
        recallOne()
      })
    },
  }
}
