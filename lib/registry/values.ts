import type { DataValue } from '@/lib/snapshot/types'
import { type DataMapping, isList, isMapping, plainText } from './data-value'
import { pathWithin } from './repo-path'

export type Scalar = string | number | boolean | null

/** The values of one file, nested keys joined with dots. */
export type FileValues = { readonly path: string; readonly values: ReadonlyMap<string, Scalar> }

/** More values than this are not kept of one version. */
export const MAX_VALUES = 1000

/** Longer texts and lists are cut. */
const LONGEST_TEXT = 2000

/**
 * Nested mappings become keys with dots; a list becomes its JSON text. One more than `MAX_VALUES` says that
 * there are too many.
 */
export function flattenValues(data: DataValue): ReadonlyMap<string, Scalar> {
  if (!isMapping(data)) return new Map()
  const known = flattened.get(data) ?? flatten(data)
  flattened.set(data, known)
  return known
}

/** One file is asked about for many artifacts and in several rounds. */
const flattened = new WeakMap<DataMapping, ReadonlyMap<string, Scalar>>()

function flatten(data: DataMapping): ReadonlyMap<string, Scalar> {
  const flat = new Map<string, Scalar>()
  const visit = (value: DataMapping, prefix: string): void => {
    for (const [key, inner] of Object.entries(value)) {
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
  if (isList(value) || isMapping(value)) return cut(JSON.stringify(value))
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return typeof value === 'string' ? cut(value) : value
}

function cut(text: string): string {
  return plainText(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)
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
