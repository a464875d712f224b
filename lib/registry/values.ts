import type { DataValue } from '@/lib/snapshot/types'
import { isList, isMapping, plainText } from './data-value'
import { pathWithin } from './repo-path'

export type Scalar = string | number | boolean | null

/** The values of one file, nested keys joined with dots. */
export type FileValues = { readonly path: string; readonly values: ReadonlyMap<string, Scalar> }

/** More values than this are not kept of one version. */
export const MAX_VALUES = 1000

/** Nested mappings become keys with dots; a list becomes its JSON text. Stops after `MAX_VALUES`. */
export function flattenValues(data: DataValue): ReadonlyMap<string, Scalar> {
  const flat = new Map<string, Scalar>()
  const visit = (value: DataValue, prefix: string): void => {
    for (const [key, inner] of isMapping(value) ? Object.entries(value) : []) {
      if (flat.size > MAX_VALUES) return
      const name = prefix + plainText(key)
      if (isMapping(inner)) visit(inner, `${name}.`)
      else flat.set(name, toScalar(inner))
    }
  }
  visit(data, '')
  return flat
}

function toScalar(value: DataValue): Scalar {
  if (isList(value) || isMapping(value)) return plainText(JSON.stringify(value))
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return typeof value === 'string' ? plainText(value) : value
}

/** The values under the given keys (`train` takes `train.lr` too); null takes all. */
export function selectValues(
  values: ReadonlyMap<string, Scalar>,
  keys: readonly string[] | null,
): ReadonlyMap<string, Scalar> {
  if (keys === null) return values
  return new Map(
    [...values].filter(([name]) => keys.some((key) => name === key || name.startsWith(`${key}.`))),
  )
}

/**
 * One record of the values of several files. A key keeps its plain name unless files give it different
 * values: then each stands as `file:key`, the file as seen from `directory`.
 */
export function mergeValues(
  files: readonly FileValues[],
  directory: string,
): Readonly<Record<string, Scalar>> {
  const byKey = new Map<string, Map<string, Scalar>>()
  for (const { path, values } of files) {
    for (const [key, value] of values) {
      const places = byKey.get(key) ?? new Map<string, Scalar>()
      byKey.set(key, places.set(path, value))
    }
  }
  const merged = new Map<string, Scalar>()
  for (const [key, places] of byKey) {
    const agree = new Set(places.values()).size === 1
    for (const [path, value] of places) {
      merged.set(agree ? key : `${pathWithin(directory, path)}:${key}`, value)
    }
  }
  return Object.fromEntries([...merged].slice(0, MAX_VALUES))
}
