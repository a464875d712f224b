import { type DataValue, formatNumber, SpelledNumber } from '@/lib/snapshot/types'

/** A scalar as DVC writes it into a text: as Python prints it, but `true` and `false`. Null for a list or a mapping. */
export function printScalar(value: DataValue): string | null {
  if (value === null) return 'None'
  if (value instanceof SpelledNumber || typeof value === 'number') return formatNumber(value)
  if (typeof value === 'object') return null
  return String(value)
}
