import { type DataValue, SpelledNumber } from '@/lib/snapshot/types'

export type DataMapping = { readonly [key: string]: DataValue }

export function isMapping(value: DataValue | undefined): value is DataMapping {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof SpelledNumber)
  )
}

export function isList(value: DataValue | undefined): value is readonly DataValue[] {
  return Array.isArray(value)
}

/** Whether a value is empty: missing, or a spelling of null in YAML, which failsafe YAML leaves as text. */
export function isNothing(value: DataValue | undefined): value is undefined | null | string {
  if (typeof value === 'string') return /^(?:~|null|Null|NULL)?$/.test(value)
  return value === undefined || value === null
}

/** A member by its own key: never one that every object has. */
export function member(value: DataValue | undefined, key: string): DataValue | undefined {
  return isMapping(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** A scalar as text that a database can store (no NUL, no half characters), null for anything else. */
export function scalarText(value: DataValue | undefined): string | null {
  if (value instanceof SpelledNumber) return value.written
  if (value === undefined || value === null || typeof value === 'object') return null
  return plainText(String(value))
}

/** NUL or a surrogate: a cheap test that rarely matches. */
const MAY_BE_UNSTORABLE = /[\0\ud800-\udfff]/

/** The text without NUL and half surrogates, which JSON and quoted YAML can spell. */
export function plainText(text: string): string {
  if (!MAY_BE_UNSTORABLE.test(text)) return text
  return text.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd')
}

/** JSON pointer of nested keys, as `FileFact.lines` is keyed. */
export function pointer(...keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
