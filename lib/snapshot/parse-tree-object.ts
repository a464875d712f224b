import type { Oid } from './types'

export type TreeEntry = {
  readonly kind: 'file' | 'symlink' | 'directory' | 'submodule' | 'other'
  readonly name: string
  readonly oid: Oid
}

/** Where an entry stands in the bytes of its tree. */
type Span = {
  readonly mode: number
  readonly nameStart: number
  readonly nameEnd: number
  readonly next: number
}

const EMPTY = Buffer.alloc(0)
const OID_BYTES = 20
const SPACE = 0x20
const DIGIT_0 = 0x30
const DIGIT_7 = 0x37
const SLASH = 0x2f

const KINDS: ReadonlyMap<number, TreeEntry['kind']> = new Map([
  [0o040000, 'directory'],
  [0o100000, 'file'], // Git knows 644 and 755; old repositories have others, which it ignores
  [0o120000, 'symlink'],
  [0o160000, 'submodule'],
])

/**
 * The entry of a name in a tree's bytes, or null; the first, where a broken tree has several. `malformed`
 * where the bytes up to it are no tree.
 */
export function findTreeEntry(body: Buffer, name: Buffer): TreeEntry | 'malformed' | null {
  for (let at = 0; at < body.length; ) {
    const span = readSpan(body, at)
    if (!span) return 'malformed'
    const { nameStart, nameEnd } = span
    if (
      nameEnd - nameStart === name.length &&
      body.compare(name, 0, name.length, nameStart, nameEnd) === 0
    ) {
      return toEntry(body, span)
    }
    at = span.next
  }
  return null
}

/** Where the entries of a tree start, in the order of their names. */
export type TreeIndex = {
  readonly starts: readonly number[]
  /** Whether the bytes after the last entry are none. */
  readonly isWhole: boolean
}

/** Puts the entries of a tree in order, which Git's order nearly is, so that many names are found in little time. */
export function indexTree(body: Buffer): TreeIndex {
  const starts: number[] = []
  let at = 0
  for (let span = readSpan(body, at); span !== null; span = readSpan(body, at)) {
    starts.push(at)
    at = span.next
  }
  // Stable, so that the first of several entries with one name stays the first.
  starts.sort((a, b) => compareNames(body, a, readName(body, b)))
  return { starts, isWhole: at === body.length }
}

/** As `findTreeEntry`, by an index of the same tree. */
export function findIndexedEntry(
  body: Buffer,
  { starts, isWhole }: TreeIndex,
  name: Buffer,
): TreeEntry | 'malformed' | null {
  let low = 0
  for (let high = starts.length; low < high; ) {
    const middle = (low + high) >> 1
    if (compareNames(body, starts[middle] ?? 0, name) < 0) low = middle + 1
    else high = middle
  }
  const start = starts[low]
  const isFound = start !== undefined && compareNames(body, start, name) === 0
  const span = isFound ? readSpan(body, start) : null
  if (span !== null) return toEntry(body, span)
  return isWhole ? null : 'malformed'
}

function compareNames(body: Buffer, start: number, name: Buffer): number {
  return readName(body, start).compare(name)
}

function readName(body: Buffer, start: number): Buffer {
  const span = readSpan(body, start)
  return span === null ? EMPTY : body.subarray(span.nameStart, span.nameEnd)
}

/** Entries by their bytes, so that those of many trees are decoded and held once; null where the name is not UTF-8. */
export type KnownEntries = Map<string, TreeEntry | null>

/** All entries of a tree in its order, without those whose name is not UTF-8; null when the bytes are no tree. */
export function listTreeEntries(
  body: Buffer,
  known: KnownEntries = new Map(),
): readonly TreeEntry[] | null {
  const entries: TreeEntry[] = []
  for (let at = 0; at < body.length; ) {
    const span = readSpan(body, at)
    if (!span) return null
    const key = body.toString('latin1', at, span.next)
    let entry = known.get(key)
    if (entry === undefined) {
      entry = toNamedEntry(body, span)
      known.set(key, entry)
    }
    if (entry !== null) entries.push(entry)
    at = span.next
  }
  return entries
}

function toNamedEntry(body: Buffer, span: Span): TreeEntry | null {
  const entry = toEntry(body, span)
  return entry.name.includes('\ufffd') ? null : entry
}

/** A mode of 5 or 6 octal digits, a space, a name without slash, NUL, 20 bytes of object id; else null. */
function readSpan(body: Buffer, at: number): Span | null {
  let mode = 0
  let position = at
  for (; body[position] !== SPACE; position += 1) {
    const byte = body[position]
    if (byte === undefined || byte < DIGIT_0 || byte > DIGIT_7 || position - at === 6) return null
    mode = mode * 8 + (byte - DIGIT_0)
  }
  const nameStart = position + 1
  let nameEnd = nameStart
  for (; body[nameEnd] !== 0; nameEnd += 1) {
    if (nameEnd >= body.length || body[nameEnd] === SLASH) return null
  }
  const next = nameEnd + 1 + OID_BYTES
  if (position - at < 5 || nameEnd === nameStart || next > body.length) return null
  return { mode, nameStart, nameEnd, next }
}

function toEntry(body: Buffer, { mode, nameStart, nameEnd, next }: Span): TreeEntry {
  return {
    kind: KINDS.get(mode & 0o170000) ?? 'other',
    name: body.toString('utf8', nameStart, nameEnd),
    oid: body.toString('hex', nameEnd + 1, next),
  }
}
