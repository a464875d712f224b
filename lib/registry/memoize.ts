import type { FileFact, FileForm } from '@/lib/snapshot/types'
import type { Files } from './derived'

/**
 * Returns the cached value of an earlier derivation while the files that it read are unchanged. Most files stay the
 * same over many commits, and many artifacts share a folder. `key` names the derivation, which may depend only on the
 * files that `derive` reads.
 */
export type Memoize = <Value>(key: string, files: Files, derive: (files: Files) => Value) => Value

type Read = { readonly path: string; readonly form: FileForm; readonly fact: FileFact }
type Variant = { readonly reads: readonly Read[]; readonly value: unknown }

/** A small cache is enough, because commits are derived one after the other and folder by folder. */
const MAX_KEYS = 100
const MAX_VARIANTS = 3

/** A cache of a fixed number of values, which evicts the oldest ones. */
export function openMemoize(): Memoize {
  const known = new Map<string, readonly Variant[]>()
  const remember = (key: string, variants: readonly Variant[]) => {
    known.delete(key)
    known.set(key, variants.slice(0, MAX_VARIANTS))
    const [oldest] = known.keys()
    if (known.size > MAX_KEYS && oldest !== undefined) known.delete(oldest)
  }
  return <Value>(key: string, files: Files, derive: (files: Files) => Value): Value => {
    const variants = known.get(key) ?? []
    const found = variants.find((variant) => isUnchanged(variant, files))
    if (found !== undefined) {
      remember(key, variants)
      return found.value as Value
    }
    const read = new Map<string, Read>()
    const value = derive(recordReads(files, read))
    const reads = [...read.values()]
    const isWhole = !reads.some(({ path, form }) => files.isMissing(path, form))
    if (isWhole) remember(key, [{ reads, value }, ...variants])
    return value
  }
}

/** Compares in the order of reading, up to the first difference. It reads no file that `derive` would not read. */
function isUnchanged({ reads }: Variant, files: Files): boolean {
  return reads.every(
    ({ path, form, fact }) => isSame(files.read(path, form), fact) && !files.isMissing(path, form),
  )
}

function isSame(a: FileFact, b: FileFact): boolean {
  if (a.kind === 'absent' || b.kind === 'absent') return a.kind === b.kind
  return a.kind === b.kind && a.oid === b.oid
}

function recordReads(files: Files, reads: Map<string, Read>): Files {
  return {
    ...files,
    read: (path, form) => {
      const fact = files.read(path, form)
      reads.set(`${form}:${path}`, { path, form, fact })
      return fact
    },
  }
}
