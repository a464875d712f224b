import type { DataValue, FileFact, FileLookup } from '@/lib/snapshot/types'
import { fakeOid } from './build-tag'

/** Files of a test as they are parsed: a text stands for a file that is read as text. */
export type DataFiles = Readonly<Record<string, DataValue>>

/** Looks files up, the same at every commit. Files with one value are one blob. */
export function lookUp(files: DataFiles): FileLookup {
  const facts = new Map<DataValue, FileFact>()
  return ({ path, form }) => {
    const value = Object.hasOwn(files, path) ? (files[path] ?? null) : undefined
    if (value === undefined || form === 'folder') return { kind: 'absent' }
    const known = facts.get(value)
    if (known !== undefined && known.kind !== 'stat') return known
    const blob = { oid: fakeOid(`${facts.size}`), size: 1 }
    if (form === 'stat') return { kind: 'stat', ...blob, lfs: null }
    const fact: FileFact =
      form === 'text'
        ? { kind: 'text', ...blob, text: String(value) }
        : { kind: 'data', ...blob, value, lines: {} }
    facts.set(value, fact)
    return fact
  }
}

/** `count` pairs of `name` and what `make` makes of their number, as one mapping. */
export function manyKeys(
  count: number,
  make: (index: number) => DataValue,
  name = 'k',
): { readonly [key: string]: DataValue } {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, make(at)]))
}
