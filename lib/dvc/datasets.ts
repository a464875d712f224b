import { createHash } from 'node:crypto'
import { isList, isMapping, member, scalarText } from '@/lib/repo-data/data-value'
import { fits, LIMITS } from '@/lib/repo-data/limits'
import type { DataValue } from '@/lib/snapshot/types'
import { readLockedItem } from './locked'
import type { DatasetLock, DatasetSpec, DvcDataset, LockedDataset } from './types'

const SCHEME = 'ds://'

/** The name in `ds://NAME`; null for any other path. */
export function findDatasetName(written: string): string | null {
  if (!written.startsWith(SCHEME)) return null
  return written.slice(SCHEME.length).split(/[/?#]/, 1)[0] ?? ''
}

/** More datasets of one file are not read. */
const MAX_DATASETS = 1_000

/**
 * The `datasets` of a `dvc.yaml`, joined by name with those of its lock (lineage.md, section 6). An entry of the lock that
 * was written for another url, path or revision does not count. Of equal names, the last one counts.
 */
export function listDatasets(
  items: DataValue,
  lock: DataValue | undefined,
  file: string,
): readonly DvcDataset[] {
  const locks = new Map<string, DataValue>()
  for (const entry of isList(lock) ? lock : []) {
    const name = readText(entry, 'name')
    if (name !== null && !locks.has(name)) locks.set(name, entry)
  }
  const found = new Map<string, DvcDataset>()
  for (const entry of (isList(items) ? items : []).slice(0, MAX_DATASETS)) {
    const spec = readSpec(entry)
    if (spec === null) continue
    const locked = locks.get(spec.name)
    const isSame = locked !== undefined && JSON.stringify(readSpec(locked)) === JSON.stringify(spec)
    found.set(spec.name, { ...spec, file, locked: isSame ? readDatasetLock(locked) : null })
  }
  return [...found.values()]
}

/** The datasets of a root by their names. Of equal names, the last one counts. */
export function indexDatasets(
  datasets: readonly DvcDataset[],
): (name: string) => DvcDataset | null {
  const byName = new Map(datasets.map((one) => [one.name, one]))
  return (name) => byName.get(name) ?? null
}

/** Whether the dataset is what it was. */
export function isSameDataset({ locked, ...dataset }: DvcDataset, before: LockedDataset): boolean {
  const { name, type, url, path, rev } = dataset
  const now: LockedDataset | null = locked && {
    spec: { name, type, url, path, rev },
    state: locked,
  }
  return now !== null && describe(now) === describe(before)
}

/** A text that two datasets have in common only if they are equal. */
function describe({ spec, state }: LockedDataset): string {
  const { name, type, url, path, rev } = spec
  const content =
    state.kind === 'dvc'
      ? state.revLock
      : state.kind === 'dc'
        ? [state.version, state.createdAt]
        : state.digest
  return JSON.stringify([name, type, url, path, rev, content])
}

/** What a lock says that a stage ran with; null where it says too little. */
export function readLockedDataset(entry: DataValue): LockedDataset | null {
  const [spec, state] = [readSpec(entry), readDatasetLock(entry)]
  return spec === null || state === null ? null : { spec, state }
}

function readSpec(entry: DataValue): DatasetSpec | null {
  const text = (key: string) => readText(entry, key)
  const [name, type, url] = [text('name'), text('type'), text('url')]
  if (name === null || type === null || url === null) return null
  const isRepo = type === 'dvc'
  return { name, type, url, path: isRepo ? text('path') : null, rev: isRepo ? text('rev') : null }
}

/** What a lock says of a dataset; null where it says nothing of its type. */
function readDatasetLock(entry: DataValue): DatasetLock | null {
  const type = readText(entry, 'type')
  if (type === 'dvc') {
    const revLock = readText(entry, 'rev_lock')
    return revLock === null ? null : { kind: 'dvc', revLock }
  }
  if (type === 'dc') {
    const version = readText(entry, 'version')
    const createdAt = readText(entry, 'created_at')
    return version === null ? null : { kind: 'dc', version, createdAt }
  }
  const meta = member(entry, 'meta')
  if (type !== 'url' || !isMapping(meta)) return null
  const files = member(entry, 'files')
  const content = readLockedItem(meta, 'external')
  return {
    kind: 'url',
    content: { ...content, files: content.files ?? (isList(files) ? files.length : null) },
    digest: createHash('sha256')
      .update(JSON.stringify([meta, files ?? null]))
      .digest('hex'),
  }
}

/** A text that is there and no longer than a path may be. */
function readText(entry: DataValue, key: string): string | null {
  const text = scalarText(member(entry, key))
  return text === null || text === '' || !fits(text, LIMITS.pathBytes) ? null : text
}
