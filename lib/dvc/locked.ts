import { createHash } from 'node:crypto'
import {
  type DataMapping,
  isList,
  isMapping,
  isNothing,
  member,
  scalarText,
} from '@/lib/repo-data/data-value'
import { fits, LIMITS } from '@/lib/repo-data/limits'
import type { DataValue } from '@/lib/snapshot/types'
import { formatJson } from './format-json'
import type { DvcHash, LockedItem } from './types'

/** What a `dvc.lock` records of one stage, by the path as written. Of a path that is listed twice, the last entry counts. */
export type LockedStage = {
  readonly cmd: DataValue
  readonly deps: ReadonlyMap<string, DataValue>
  readonly outs: ReadonlyMap<string, DataValue>
  /** Values by parameter file. */
  readonly params: DataMapping
}

/** A `dvc.lock`. Each stage is read when it is asked for, because most versions ask for one of many. */
export type DvcLock = {
  readonly find: (stage: string) => LockedStage | undefined
  readonly datasets: DataValue
}

export const NO_LOCK: DvcLock = { find: () => undefined, datasets: null }

/** What a `dvc.lock` says; null where it is no mapping. Schema 2.0 has `stages`, 1.x is a mapping of them. */
export function parseLock(lock: DataValue): DvcLock | null {
  if (isNothing(lock)) return NO_LOCK
  if (!isMapping(lock)) return null
  const hasSchema = Object.hasOwn(lock, 'schema')
  const stages = hasSchema ? member(lock, 'stages') : lock
  if (!isNothing(stages) && !isMapping(stages)) return null
  const read = new Map<string, LockedStage>()
  return {
    find: (name) => {
      const stage = member(stages, name)
      if (stage === undefined) return undefined
      const found = read.get(name) ?? readStage(stage)
      read.set(name, found)
      return found
    },
    datasets: hasSchema ? (member(lock, 'datasets') ?? null) : null,
  }
}

function readStage(stage: DataValue): LockedStage {
  const params = member(stage, 'params')
  return {
    cmd: member(stage, 'cmd') ?? null,
    deps: indexItems(member(stage, 'deps')),
    outs: indexItems(member(stage, 'outs')),
    params: isMapping(params) ? params : {},
  }
}

function indexItems(items: DataValue | undefined): ReadonlyMap<string, DataValue> {
  const found = new Map<string, DataValue>()
  for (const item of isList(items) ? items : []) {
    const path = scalarText(member(item, 'path'))
    if (path !== null) found.set(path, item)
  }
  return found
}

/** The content that an item of a lock or of a `.dvc` file records (lineage.md, section 6). */
export function readLockedItem(item: DataValue, place: 'root' | 'external'): LockedItem {
  if (!isMapping(item)) return NOTHING
  const found = known[place].get(item) ?? readItem(item, place)
  known[place].set(item, found)
  return found
}

const NOTHING: LockedItem = {
  hash: null,
  size: null,
  files: null,
  isExecutable: false,
  versionIds: [],
}

/** Cached, because many dependencies of a stage can name one item, which may list many files. */
const known = {
  root: new WeakMap<DataMapping, LockedItem>(),
  external: new WeakMap<DataMapping, LockedItem>(),
}

function readItem(item: DataMapping, place: 'root' | 'external'): LockedItem {
  const files = readFileList(member(item, 'files'))
  const hashed =
    files?.flatMap(({ relpath, md5 }) => (md5 === null ? [] : [{ relpath, md5 }])) ?? []
  const listed = hashed.length === files?.length ? hashFiles(hashed) : null
  return {
    hash: readHash(item, place) ?? (listed === null ? null : { name: 'md5', value: listed }),
    size: readCount(member(item, 'size')) ?? sumSizes(files),
    files: readCount(member(item, 'nfiles')) ?? files?.length ?? null,
    isExecutable: member(item, 'isexec') === true,
    versionIds: listVersionIds(item),
  }
}

/** `hash` names the algorithm. Without it the item is of DVC 1 or 2, which took the md5 of texts with CRLF as LF. */
function readHash(item: DataValue, place: 'root' | 'external'): DvcHash | null {
  const named = scalarText(member(item, 'hash'))
  const found = named === null ? null : toHash(named, member(item, named))
  if (found !== null) return found
  const old = place === 'root' ? 'md5-dos2unix' : 'md5'
  return (
    toHash(named === null ? old : 'md5', member(item, 'md5')) ??
    toHash('etag', member(item, 'etag')) ??
    toHash('checksum', member(item, 'checksum'))
  )
}

function toHash(name: string, value: DataValue | undefined): DvcHash | null {
  const text = scalarText(value)
  return text === null || text === '' || !fits(text, LIMITS.nameBytes)
    ? null
    : { name, value: text }
}

function readCount(value: DataValue | undefined): number | null {
  const text = scalarText(value) ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

type ListedFile = {
  readonly relpath: string
  /** Null where the storage has other hashes. */
  readonly md5: string | null
  readonly size: number | null
}

function readFileList(files: DataValue | undefined): readonly ListedFile[] | null {
  if (!isList(files)) return null
  return files.flatMap((file) => {
    const [relpath, md5] = [scalarText(member(file, 'relpath')), scalarText(member(file, 'md5'))]
    return relpath === null ? [] : [{ relpath, md5, size: readCount(member(file, 'size')) }]
  })
}

/** The hash of a directory from the list of its files, as DVC computes it; null for an empty list. */
export function hashFiles(
  files: readonly { readonly relpath: string; readonly md5: string }[],
): string | null {
  if (files.length === 0) return null
  const sorted = [...files].sort((a, b) => compareCodePoints(a.relpath, b.relpath))
  const json = formatJson(sorted.map(({ md5, relpath }) => ({ md5, relpath })))
  return `${createHash('md5').update(json).digest('hex')}.dir`
}

/** UTF-8 sorts as code points do. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

function sumSizes(files: readonly ListedFile[] | null): number | null {
  if (files === null || files.length === 0 || files.some(({ size }) => size === null)) return null
  const sum = files.reduce((before, { size }) => before + (size ?? 0), 0)
  return Number.isSafeInteger(sum) ? sum : null
}

/** More versions of one path are not listed. */
const MAX_VERSIONS = 100

function listVersionIds(item: DataValue): readonly string[] {
  const own = [scalarText(member(item, 'version_id'))]
  const cloud = member(item, 'cloud')
  const remotes = isMapping(cloud) ? Object.values(cloud).slice(0, MAX_VERSIONS) : []
  const ids = [...own, ...remotes.map((remote) => scalarText(member(remote, 'version_id')))]
  return ids.flatMap((id) => (id !== null && id !== '' && fits(id, LIMITS.nameBytes) ? [id] : []))
}
