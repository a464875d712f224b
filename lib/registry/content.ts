import type { DataValue } from '@/lib/snapshot/types'
import { isList, isMapping, isNothing, member, scalarText } from './data-value'
import type { Files } from './derived'
import type { DvcStage } from './dvc-stages'
import { joinPath, parentDirectory, resolvePath } from './repo-path'

/** What an artifact's path holds at a commit. */
export type Content = {
  /** As DVC writes it (`md5`, with `.dir` for a folder), or `git:` and the blob's id. */
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
}

export type ContentPlace = {
  readonly files: Files
  /** The artifact's folder, and the stages of the `dvc.yaml` there. */
  readonly directory: string
  readonly stages: readonly DvcStage[]
  /** Files that are no DVC lock or `.dvc` file. */
  readonly malformed: Set<string>
}

const NOTHING: Content = { hash: null, size: null }

/**
 * Hash and size of a path from the root: from a `dvc.lock` (the artifact's own folder first, then those
 * above the path), else from `PATH.dvc`, else of the blob in Git. All null for what only lies inside a
 * folder that DVC tracks.
 */
export function deriveContent(path: string | null, place: ContentPlace): Content {
  const lock = readLock(place.directory, place)
  if (path === null || path === '.') return NOTHING
  const own = findInLock(path, lock, place)
  if (own !== null) return own
  const kind = resolvePath('', path).kind
  if (kind !== 'path') return NOTHING
  const found = listFoldersAbove(path)
    .filter((directory) => directory !== place.directory)
    .map((directory) => findInLock(path, readLock(directory, place), place))
  const dvc = findInDvcFile(path, place)
  const blob = place.files.read(path, 'stat')
  const committed = blob.kind === 'stat' ? { hash: `git:${blob.oid}`, size: blob.size } : NOTHING
  return found.find((content) => content !== null) ?? dvc ?? committed
}

/** The folder that holds the path first, the root last. */
function listFoldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let folder = parentDirectory(path); folder !== ''; folder = parentDirectory(folder)) {
    folders.push(folder)
  }
  return [...folders, '']
}

type Lock = {
  readonly directory: string
  readonly stages: readonly (readonly [string, DataValue])[]
  /** The stages of the `dvc.yaml` beside it, as they stand there. */
  readonly definitions: DataValue | undefined
}

/** Both files at once: paths of a lock start from a `wdir` that only the `dvc.yaml` knows. */
function readLock(directory: string, place: ContentPlace): Lock {
  const file = joinPath(directory, 'dvc.lock')
  const fact = place.files.read(file, 'yaml')
  const dvc = place.files.read(joinPath(directory, 'dvc.yaml'), 'yaml')
  const stages = fact.kind === 'data' ? listLockedStages(fact.value) : []
  if (stages === null) place.malformed.add(file)
  const definitions = dvc.kind === 'data' ? member(dvc.value, 'stages') : undefined
  return { directory, stages: stages ?? [], definitions }
}

function findInLock(path: string, lock: Lock, place: ContentPlace): Content | null {
  for (const [name, stage] of lock.stages) {
    const content = findOut(stage, path, findWorkingDirectory(name, lock, place))
    if (content !== null) return content
  }
  return null
}

/** Schema 2.0 has its stages under `stages`; 1.0 is a mapping of stages. */
function listLockedStages(lock: DataValue): readonly (readonly [string, DataValue])[] | null {
  if (isNothing(lock)) return []
  if (!isMapping(lock)) return null
  const stages = Object.hasOwn(lock, 'schema') ? member(lock, 'stages') : lock
  if (isNothing(stages)) return []
  return isMapping(stages) ? Object.entries(stages) : null
}

/** Templates are resolved in the artifact's own folder only. */
function findWorkingDirectory(name: string, lock: Lock, place: ContentPlace): string {
  const { directory, definitions } = lock
  if (directory === place.directory) {
    return place.stages.find((stage) => stage.name === name)?.directory ?? directory
  }
  const stage = member(definitions, name) ?? member(definitions, name.split('@', 1)[0] ?? name)
  const wdir = scalarText(member(member(stage, 'do') ?? stage, 'wdir'))
  const resolved = resolvePath(directory, wdir ?? '')
  return resolved.kind === 'path' ? resolved.path : directory
}

function findInDvcFile(path: string, place: ContentPlace): Content | null {
  const file = `${path}.dvc`
  const fact = place.files.read(file, 'yaml')
  if (fact.kind !== 'data') return null
  if (!isMapping(fact.value)) place.malformed.add(file)
  const wdir = scalarText(member(fact.value, 'wdir'))
  const resolved = resolvePath(parentDirectory(path), wdir ?? '')
  return resolved.kind === 'path' ? findOut(fact.value, path, resolved.path) : null
}

function findOut(stage: DataValue, path: string, directory: string): Content | null {
  const outs = member(stage, 'outs')
  for (const out of isList(outs) ? outs : []) {
    const written = scalarText(member(out, 'path'))
    if (written === null) continue
    const resolved = resolvePath(directory, written)
    if (resolved.kind === 'path' && resolved.path === path) return readOut(out)
    if (resolved.kind === 'url' && resolved.url === path) return readOut(out)
  }
  return null
}

/** `hash` names the key that holds it; older files have only the key. */
function readOut(out: DataValue): Content {
  const keys = [scalarText(member(out, 'hash')) ?? 'md5', 'md5', 'etag', 'checksum']
  const hash = keys.map((key) => scalarText(member(out, key))).find((value) => value !== null)
  const size = scalarText(member(out, 'size')) ?? ''
  return { hash: hash ?? null, size: /^\d{1,15}$/.test(size) ? Number(size) : null }
}
