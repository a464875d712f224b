import { type DataValue, SpelledNumber } from './types'
import { SPELLED_KEY, type SpelledScalar } from './yaml/plain-scalar.mjs'
import { findPlainNumber } from './yaml/python-number.mjs'

/** The key as it begins a mapping in JSON. */
const MARK = `{${JSON.stringify(SPELLED_KEY)}:`

/** A number that Python prints so, and a file writes so. */
export function spellNumber(number: string, written: string): number | SpelledNumber {
  return findPlainNumber(number, written) ?? new SpelledNumber(number, written)
}

/** A spelled number as JSON, for `restoreSpelled`. */
export function formatSpelled(spelled: SpelledScalar | SpelledNumber): string {
  return `${MARK}${JSON.stringify([spelled.number, spelled.written])}}`
}

/**
 * Puts spelled numbers in the place of the mappings that stand for them, in a value that was just parsed from this
 * JSON. Costs nothing without such numbers.
 */
export function restoreSpelled(value: DataValue, json: string): DataValue {
  return json.includes(MARK) ? restore(value) : value
}

function restore(value: DataValue): DataValue {
  if (typeof value !== 'object' || value === null) return value
  const inner = value as { [key: string]: DataValue }
  const spelled = Object.hasOwn(inner, SPELLED_KEY) ? inner[SPELLED_KEY] : null
  if (Array.isArray(spelled)) return new SpelledNumber(String(spelled[0]), String(spelled[1]))
  // Assigning an own property never calls the setter of `__proto__`.
  for (const key of Object.keys(inner)) inner[key] = restore(inner[key] ?? null)
  return value
}
