import type { MetricDirection } from '@/lib/registry/metric-direction'

/** The best of a metric's values, which is never NaN; null if its direction is not known or all are equal. */
export function bestMetric(
  direction: MetricDirection | null,
  values: readonly number[],
): number | null {
  const numbers = values.filter((value) => !Number.isNaN(value))
  if (direction === null || new Set(numbers).size < 2) return null
  return direction === 'up' ? Math.max(...numbers) : Math.min(...numbers)
}
