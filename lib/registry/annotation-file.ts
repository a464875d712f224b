import type { DvcFile } from '@/lib/dvc/dvc-cache'
import { interpolate, openReport } from '@/lib/dvc/template'
import { type DataMapping, isMapping, isNothing, member, pointer } from '@/lib/repo-data/data-value'
import { joinPath } from '@/lib/repo-data/repo-path'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue, FileFact, FileForm } from '@/lib/snapshot/types'
import type { Files } from './derived'
import { type ArtifactName, splitArtifactName } from './names'
import type { ProblemCode } from './problem'

/** A file that declares artifacts: GTO's `artifacts.yaml`, or `dvc.yaml` under its key `artifacts`. */
export type AnnotationFile = {
  readonly path: string
  readonly kind: 'dvc' | 'gto'
  /** The part of artifact names before the colon, and where paths start from; '' is the root. */
  readonly directory: string
}

/** The files that can declare an artifact, the stronger one first; none when its folder cannot exist. */
export function listAnnotationFiles(
  artifact: ArtifactName,
  index: string,
): readonly AnnotationFile[] {
  const { directory } = splitArtifactName(artifact)
  const isFolder = directory
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..')
  if (directory !== '' && !isFolder) return []
  const dvc = { path: joinPath(directory, 'dvc.yaml'), kind: 'dvc', directory } as const
  const path = directory === '' ? index : joinPath(directory, 'artifacts.yaml')
  const isIndexOfRoot = directory !== '' && path === index
  return isIndexOfRoot ? [dvc] : [dvc, { path, kind: 'gto', directory }]
}

export type AnnotationEntries = {
  readonly entries: Readonly<Record<string, DataValue>>
  /** Wrong with the file as a whole, unless it could not be read. */
  readonly code: ProblemCode | null
}

/** DVC types the values of its files. GTO's are texts, so that a label `1.10` stays as it is written. */
export function formOf({ kind }: AnnotationFile): FileForm {
  return kind === 'dvc' ? 'typed-yaml' : 'yaml'
}

/**
 * The entries of an annotation file by their keys, not yet checked. `dvc` is what the file says as a part of DVC: its
 * variables may stand in names.
 */
export function readEntries(
  file: AnnotationFile,
  files: Files,
  dvc: DvcFile | null,
): AnnotationEntries {
  const fact = files.read(file.path, formOf(file))
  if (fact.kind !== 'data') return { entries: {}, code: null }
  const isEmpty = isNothing(fact.value)
  if (file.kind === 'gto' && isEmpty) return { entries: {}, code: 'annotation-file-empty' }
  if (!isEmpty && !isMapping(fact.value))
    return { entries: {}, code: 'annotation-file-not-a-mapping' }
  const entries = file.kind === 'gto' ? fact.value : member(fact.value, 'artifacts')
  if (isNothing(entries)) return { entries: {}, code: null }
  if (!isMapping(entries)) return { entries: {}, code: 'annotation-file-not-a-mapping' }
  return { entries: resolveNames(entries, dvc), code: null }
}

/** Characters and steps that the names of one file may take. */
const NAME_STEPS = 1_000_000

function resolveNames(entries: DataMapping, dvc: DvcFile | null): DataMapping {
  if (dvc?.scope == null) return entries
  const known = resolved.get(dvc) ?? interpolateNames(entries, dvc.scope)
  resolved.set(dvc, known)
  return known
}

/** Cached, because a file is read for each of its artifacts. */
const resolved = new WeakMap<DvcFile, DataMapping>()

function interpolateNames(entries: DataMapping, values: DataMapping): DataMapping {
  const names = Object.keys(entries)
  if (!names.some((name) => name.includes('${'))) return entries
  const scope = { values, report: openReport(openStepBudget(NAME_STEPS)) }
  return Object.fromEntries(
    names.map((name) => [String(interpolate(name, scope)), entries[name] ?? null]),
  )
}

/** The keys of an entry that GTO or DVC knows, and those that we read of a person's own (D9). */
const KNOWN_KEYS = new Set([
  ...['type', 'path', 'description', 'labels', 'custom', 'virtual'],
  ...['desc', 'meta', 'owner', 'owners'],
])

/** Whether an entry of an `artifacts.yaml` has keys of another program: it then is an artifact only if a tag names it. */
export function isForeign(file: AnnotationFile, entry: DataValue): boolean {
  if (file.kind === 'dvc' || !isMapping(entry)) return false
  return Object.keys(entry).some((key) => !KNOWN_KEYS.has(key))
}

/** The line of an entry, or of one of its keys; null when it is not known. */
export function findLine(
  file: AnnotationFile,
  fact: FileFact,
  keys: readonly string[],
): number | null {
  if (fact.kind !== 'data') return null
  return fact.lines[pointer(...(file.kind === 'dvc' ? ['artifacts'] : []), ...keys)] ?? null
}
