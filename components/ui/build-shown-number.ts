import type { ScalarView } from '@/lib/views/view'
import { scalarNumber } from './scalar-number'

/** Longer numbers are shortened. */
const SHORT = 9

/** A number as it is shown, and as Python prints it. */
export type ShownNumber = { readonly shown: string; readonly full: string }

/** A metric or parameter as it is shown; null for a value that is no number. */
export function buildShownNumber(value: ScalarView): ShownNumber | null {
  const number = scalarNumber(value)
  if (number === null) return null
  const full = typeof value === 'object' && value !== null ? value.number : String(number)
  return { shown: shorten(number, full), full }
}

function shorten(value: number, full: string): string {
  if (/^-?\d{1,9}$/.test(full)) return value.toLocaleString('en')
  if (!Number.isFinite(value) || !/[.e]/.test(full)) return full
  if (full.length <= SHORT && full !== String(value)) return full
  const digits = Math.abs(value) < 1 ? value.toPrecision(4) : value.toFixed(4)
  return String(Number(digits))
}
