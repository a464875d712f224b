import type { DataValue } from '@/lib/snapshot/types'

type Mapping = { readonly [key: string]: DataValue }

/** The mapping, or null for anything else. */
export function asMapping(value: DataValue | undefined): Mapping | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return value as Mapping
}

/** The value at a key; undefined without the key. */
export function valueAt(mapping: Mapping | null, key: string): DataValue | undefined {
  return mapping !== null && Object.hasOwn(mapping, key) ? mapping[key] : undefined
}

/** How many items a list has; 0 for anything else. */
export function countItems(value: DataValue | undefined): number {
  return Array.isArray(value) ? value.length : 0
}

/** A text, or a list of texts, as a list; null for anything else. */
export function asTexts(value: DataValue | undefined): readonly string[] | null {
  if (typeof value === 'string') return value === '' ? null : [value]
  if (!Array.isArray(value)) return null
  return value.every((item): item is string => typeof item === 'string') ? value : null
}
