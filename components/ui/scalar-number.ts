import type { ScalarView } from '@/lib/views/view'

/** The number of a metric or parameter, NaN and infinities included; null for any other value. */
export function scalarNumber(value: ScalarView): number | null {
  if (typeof value === 'number') return value
  if (typeof value !== 'object' || value === null) return null
  return Number(value.number.replace('inf', 'Infinity'))
}
