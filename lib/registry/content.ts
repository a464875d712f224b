import type { DataValue } from '@/lib/snapshot/types'
import { isList, isMapping, isNothing, member, scalarText } from './data-value'
import type { DeriveCache } from './derive-cache'
import type { Files } from './derived'
import { openDvcFolder } from './dvc-folder'
import { fits, LIMITS, PATH_LIMITS } from './limits'
import { quote } from './problem'
import { joinPath, parentDirectory, resolvePath } from './repo-path'

/** The content of an artifact's path at a commit. */
export type Content = {
  /** As DVC writes it (`md5`, with `.dir` for a folder), or `git:` and the blob's id. */
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
}

export type ContentPlace = {
  readonly files: Files
  readonly cache: DeriveCache
  /** The artifact's folder. */
  readonly directory: string
  /** The problems of DVC locks and `.dvc` files. */
  readonly findings: Set<ContentFinding>
}

export type ContentFinding = {
  readonly code: 'dvc-file-malformed' | 'path-too-long'
  readonly file: string
  readonly detail: string
}

const NOTHING: Content = { hash: null, size: null }

/**
 * Hash and size of a path from the root: from a `dvc.lock` (the artifact's own folder first, then those
 * above the path), else from `PATH.dvc`, else of the blob in Git. All null for what only lies inside a
 * folder that DVC tracks.
 */
export function deriveContent(path: string | null, place: ContentPlace): Content {
  const own = readLock(place.directory, place)
  if (path === null || path === '.') return NOTHING
  const locked = own.get(path)
  if (locked !== undefined) return locked
  const kind = resolvePath('', path).kind
  if (kind !== 'path') return NOTHING
  const found = listFoldersAbove(path)
    .filter((directory) => directory !== place.directory)
    .map((directory) => readLock(directory, place).get(path))
  const dvc = readDvcFile(path, place).get(path)
  const blob = place.files.read(path, 'stat')
  const committed = blob.kind === 'stat' ? { hash: `git:${blob.oid}`, size: blob.size } : NOTHING
  return found.find((content) => content !== undefined) ?? dvc ?? committed
}

/** The folder that holds the path first, the root last. */
function listFoldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let folder = parentDirectory(path); folder !== ''; folder = parentDirectory(folder)) {
    folders.push(folder)
  }
  return [...folders, '']
}

/** The contents of paths and URLs, as the files declare them. */
type Contents = ReadonlyMap<string, Content>
type Found = { readonly contents: Contents; readonly findings: readonly ContentFinding[] }

/** The outputs of a folder's `dvc.lock`. */
function readLock(directory: string, { files, cache, ...place }: ContentPlace): Contents {
  const form = directory === place.directory ? 'own' : 'above'
  const found = cache.memoize(`lock ${form} ${directory}`, files, (read) => {
    const file = joinPath(directory, 'dvc.lock')
    const fact = read.read(file, 'yaml')
    const stages = fact.kind === 'data' ? listLockedStages(fact.value) : []
    const start =
      form === 'own' ? openOwnWorkingDirs(directory, read, cache) : openWorkingDirs(directory, read)
    const outs = openOuts(file)
    for (const [name, stage] of stages ?? []) outs.add(stage, start(name))
    return outs.found(stages === null ? 'malformed' : 'right')
  })
  for (const finding of found.findings) place.findings.add(finding)
  return found.contents
}

/** Where the paths of a locked stage start from: its `wdir`, which only the `dvc.yaml` beside the lock knows. */
type FindWorkingDir = (stage: string) => string

/** Templates are resolved in the artifact's own folder only. */
function openOwnWorkingDirs(directory: string, files: Files, cache: DeriveCache): FindWorkingDir {
  const { stages } = openDvcFolder(directory, files, cache)
  const known = new Map(stages.map((stage) => [stage.name, stage.directory]))
  return (name) => known.get(name) ?? directory
}

function openWorkingDirs(directory: string, files: Files): FindWorkingDir {
  const dvc = files.read(joinPath(directory, 'dvc.yaml'), 'yaml')
  const definitions = dvc.kind === 'data' ? member(dvc.value, 'stages') : undefined
  return (name) => {
    const stage = member(definitions, name) ?? member(definitions, name.split('@', 1)[0] ?? name)
    const wdir = scalarText(member(member(stage, 'do') ?? stage, 'wdir'))
    const resolved = resolvePath(directory, wdir ?? '')
    return resolved.kind === 'path' ? resolved.path : directory
  }
}

/** Schema 2.0 has its stages under `stages`; 1.0 is a mapping of stages. */
function listLockedStages(lock: DataValue): readonly (readonly [string, DataValue])[] | null {
  if (isNothing(lock)) return []
  if (!isMapping(lock)) return null
  const stages = Object.hasOwn(lock, 'schema') ? member(lock, 'stages') : lock
  if (isNothing(stages)) return []
  return isMapping(stages) ? Object.entries(stages) : null
}

function readDvcFile(path: string, { files, cache, findings }: ContentPlace): Contents {
  const file = `${path}.dvc`
  const found = cache.memoize(`file ${file}`, files, (read) => {
    const fact = read.read(file, 'yaml')
    const outs = openOuts(file)
    if (fact.kind !== 'data') return outs.found('right')
    const wdir = scalarText(member(fact.value, 'wdir'))
    const resolved = resolvePath(parentDirectory(path), wdir ?? '')
    if (resolved.kind === 'path') outs.add(fact.value, resolved.path)
    return outs.found(isMapping(fact.value) ? 'right' : 'malformed')
  })
  for (const finding of found.findings) findings.add(finding)
  return found.contents
}

/** Collects the outputs of a file. Of several with one path the first counts; a path that is too long is a problem. */
function openOuts(file: string) {
  const contents = new Map<string, Content>()
  let tooLong: string | null = null
  return {
    add: (stage: DataValue, directory: string) => {
      const outs = member(stage, 'outs')
      for (const out of isList(outs) ? outs : []) {
        const written = scalarText(member(out, 'path'))
        if (written === null) continue
        const resolved = resolvePath(directory, written)
        if (resolved.kind === 'too-long') tooLong ??= `${quote(written)}: ${PATH_LIMITS}`
        if (resolved.kind !== 'path' && resolved.kind !== 'url') continue
        const path = resolved.kind === 'path' ? resolved.path : resolved.url
        if (!contents.has(path)) contents.set(path, readOut(out))
      }
    },
    found: (form: 'right' | 'malformed'): Found => {
      const findings: ContentFinding[] = []
      if (form === 'malformed') findings.push({ code: 'dvc-file-malformed', file, detail: '' })
      if (tooLong !== null) findings.push({ code: 'path-too-long', file, detail: tooLong })
      return { contents, findings }
    },
  }
}

/** `hash` names the key that holds it; older files have only the key. */
function readOut(out: DataValue): Content {
  const keys = [scalarText(member(out, 'hash')) ?? 'md5', 'md5', 'etag', 'checksum']
  const hash = keys.map((key) => scalarText(member(out, key))).find((value) => value !== null)
  const size = scalarText(member(out, 'size')) ?? ''
  return {
    hash: hash !== undefined && fits(hash, LIMITS.nameBytes) ? hash : null,
    size: /^\d{1,15}$/.test(size) ? Number(size) : null,
  }
}
