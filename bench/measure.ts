import { formatMs, type Row } from './table'

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

/** A line with the median and the 95th percentile of samples in milliseconds, and the most that the latter may be. */
export function buildP95Row(what: string, samples: readonly number[], limit: number): Row {
  const p95 = percentile(samples, 0.95)
  return {
    what,
    measured: `p50 ${formatMs(median(samples))}, p95 ${formatMs(p95)}`,
    against: null,
    ratio: null,
    target: { kind: 'at-most', limit, value: p95, unit: 'ms p95' },
  }
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}
