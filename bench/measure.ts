/** Milliseconds that `work` took, and what it gave. */
export async function time<Value>(work: () => Promise<Value>) {
  const started = performance.now()
  const value = await work()
  return { ms: performance.now() - started, value }
}

/** The value below which `share` (0 to 1) of the samples lie; nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('no samples')
  return value
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}
