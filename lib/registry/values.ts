import { type DataMapping, isList, isMapping, plainText } from '@/lib/repo-data/data-value'
import { copyText, fits, LIMITS } from '@/lib/repo-data/limits'
import { fileNameOf, pathWithin } from '@/lib/repo-data/repo-path'
import { type DataValue, formatNumber, numericValue, SpelledNumber } from '@/lib/snapshot/types'

/** A number that JavaScript would print differently from Python, as Python prints it. Facts are stored as JSON. */
type SpelledScalar = { readonly number: string }

export type Metric = number | SpelledScalar

export type Scalar = string | boolean | null | Metric

/** Whether a value is a number: NaN and infinities too. */
export function isMetric(value: Scalar): value is Metric {
  return typeof value === 'number' || (typeof value === 'object' && value !== null)
}

/** Whether values are the same: NaN is NaN, 1.0 is 1, and integers beyond a double are compared by their digits. */
export function isSameScalar(a: Scalar, b: Scalar): boolean {
  if (scalarKey(a) === scalarKey(b)) return true
  if (!isMetric(a) || !isMetric(b)) return false
  const number = numericValue(a)
  return number === numericValue(b) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
}

/** A value by which scalars can be compared; no text is the key of a number. */
function scalarKey(value: Scalar): string | number | boolean | null {
  if (typeof value === 'string') return `text ${value}`
  return isMetric(value) ? formatNumber(value) : value
}

/** The number of characters that a value is shown with. */
export function lengthOf(value: Scalar): number {
  return isMetric(value) ? formatNumber(value).length : String(value).length
}

/** The values of one file, nested keys joined with dots. */
export type FileValues = { readonly path: string; readonly values: ReadonlyMap<string, Scalar> }

/**
 * Nested mappings become keys with dots; a list becomes its JSON text; a scalar at the root is named after its file. The
 * result may have one value more than a version may have, which shows that there are too many. Names beyond the limit are
 * left out.
 */
export function flattenValues(data: DataValue, path: string): ReadonlyMap<string, Scalar> {
  if (!isMapping(data)) {
    if (data === null || isList(data)) return new Map()
    return new Map([[fileNameOf(path), toScalar(data)]])
  }
  const known = flattened.get(data) ?? flatten(data)
  flattened.set(data, known)
  return known
}

/** Cached, because one file is read for many artifacts and in several rounds. */
const flattened = new WeakMap<DataMapping, ReadonlyMap<string, Scalar>>()

function flatten(data: DataMapping): ReadonlyMap<string, Scalar> {
  const flat = new Map<string, Scalar>()
  flattenInto(flat, '', data)
  return flat
}

/** Adds the values of `data` under the name, '' for those of the root. */
export function flattenInto(flat: Map<string, Scalar>, name: string, data: DataValue): void {
  if (!isMapping(data)) {
    if (flat.size <= LIMITS.values && fits(name, LIMITS.nameBytes)) flat.set(name, toScalar(data))
    return
  }
  if (!fits(name, LIMITS.nameBytes)) return
  for (const [key, inner] of Object.entries(data)) {
    if (flat.size > LIMITS.values) return
    if (!fits(key, LIMITS.nameBytes)) continue
    flattenInto(flat, name === '' ? plainText(key) : `${name}.${plainText(key)}`, inner)
  }
}

function toScalar(value: DataValue): Scalar {
  if (value instanceof SpelledNumber) return toMetric(value)
  if (isList(value) || isMapping(value)) return cut(formatData(value))
  return typeof value === 'string' ? cut(value) : value
}

/** How the file wrote the number is not kept. */
export function toMetric({ number }: SpelledNumber): Metric {
  const value = Number(number)
  return String(value) === number ? value : { number }
}

/** JSON, with numbers as Python prints them. */
function formatData(value: DataValue): string {
  if (value instanceof SpelledNumber) return value.number
  if (isList(value)) return `[${value.map(formatData).join(',')}]`
  if (!isMapping(value)) return JSON.stringify(value)
  const entries = Object.entries(value)
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${formatData(inner)}`).join(',')}}`
}

function cut(text: string): string {
  const most = LIMITS.valueCharacters
  return plainText(text.length > most ? copyText(`${text.slice(0, most)}…`) : text)
}

export type MergedValues = {
  readonly values: Readonly<Record<string, Scalar>>
  /** Whether there are more than a version may have, or longer names. */
  readonly isCut: boolean
}

/**
 * One record of the values of several files. A key keeps its plain name unless files give it different
 * values: then each stands as `file:key`, the file as seen from `directory`.
 */
export function mergeValues(files: readonly FileValues[], directory: string): MergedValues {
  const byKey = new Map<string, Map<string, Scalar>>()
  for (const { path, values } of files) {
    for (const [key, value] of values) {
      const places = byKey.get(key) ?? new Map<string, Scalar>()
      byKey.set(key, places.set(path, value))
    }
  }
  const merged = new Map<string, Scalar>()
  let left: number = LIMITS.valuesBytes
  let isCut = false
  for (const [key, places] of byKey) {
    const agree = new Set([...places.values()].map(scalarKey)).size === 1
    for (const [path, value] of places) {
      const name = agree ? key : `${pathWithin(directory, path)}:${key}`
      if (!fits(name, LIMITS.nameBytes)) {
        isCut = true
        continue
      }
      if (!merged.has(name)) left -= Buffer.byteLength(name) + sizeOf(value)
      if (left < 0 || merged.size >= LIMITS.values) {
        return { values: Object.fromEntries(merged), isCut: true }
      }
      merged.set(name, value)
    }
  }
  return { values: Object.fromEntries(merged), isCut }
}

function sizeOf(value: Scalar): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : lengthOf(value)
}
