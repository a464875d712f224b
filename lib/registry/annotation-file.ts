import type { DataValue, FileFact } from '@/lib/snapshot/types'
import { isMapping, isNothing, member, pointer } from './data-value'
import type { Files } from './derived'
import { type ArtifactName, splitArtifactName } from './names'
import type { ProblemCode } from './problem'
import { joinPath } from './repo-path'

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

/** The entries of an annotation file by their keys, not yet checked. */
export function readEntries(file: AnnotationFile, files: Files): AnnotationEntries {
  const fact = files.read(file.path, 'yaml')
  if (fact.kind !== 'data') return { entries: {}, code: null }
  const isEmpty = isNothing(fact.value)
  if (file.kind === 'gto' && isEmpty) return { entries: {}, code: 'annotation-file-empty' }
  if (!isEmpty && !isMapping(fact.value))
    return { entries: {}, code: 'annotation-file-not-a-mapping' }
  const entries = file.kind === 'gto' ? fact.value : member(fact.value, 'artifacts')
  if (isNothing(entries)) return { entries: {}, code: null }
  if (!isMapping(entries)) return { entries: {}, code: 'annotation-file-not-a-mapping' }
  return { entries, code: null }
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
