/** Bytes that may be read of a repository, and how many of them may be held in memory at once. */
export type Budget = {
  /** Reserves bytes. `full`: the memory is exhausted until some is freed. `over`: no more bytes may be read at all. */
  readonly take: (bytes: number) => 'taken' | 'full' | 'over'
  /** Frees all reserved memory. */
  readonly free: () => void
}

export function openBudget(limits: { readonly held: number; readonly total: number }): Budget {
  let held = 0
  let total = 0
  return {
    take: (bytes) => {
      if (total + bytes > limits.total) return 'over'
      if (held + bytes > limits.held) return 'full'
      held += bytes
      total += bytes
      return 'taken'
    },
    free: () => {
      held = 0
    },
  }
}
