import type { DataValue } from '@/lib/snapshot/types'
import { isList, isMapping, isNothing, member, scalarText } from './data-value'
import { type ProblemCode, quote } from './problem'
import { type ResolvedPath, resolvePath } from './repo-path'

/** What one entry of an annotation file says; null where it says nothing. */
export type Annotation = {
  readonly type: string | null
  readonly description: string | null
  readonly labels: readonly string[] | null
  readonly owners: readonly string[] | null
  /** From the repository's root, or a URL. */
  readonly path: string | null
}

export type AnnotationFinding = {
  readonly code: ProblemCode
  /** The entry's key where it was found, null for the entry as a whole. */
  readonly key: string | null
  readonly detail: string
}

export type ParsedAnnotation = {
  readonly annotation: Annotation
  readonly findings: readonly AnnotationFinding[]
}

/**
 * Reads an entry of `artifacts.yaml` or of `artifacts:` in `dvc.yaml`; the two formats' names for one thing
 * are accepted in both. A field of a wrong kind is left out with a finding; unknown keys are passed over.
 */
export function parseAnnotation(entry: DataValue, directory: string): ParsedAnnotation {
  const findings: AnnotationFinding[] = []
  const report = (code: ProblemCode, key: string, detail: string) =>
    findings.push({ code, key, detail })
  if (isNothing(entry)) {
    return {
      annotation: NO_ANNOTATION,
      findings: [{ code: 'annotation-entry-empty', key: null, detail: '' }],
    }
  }
  const text = (key: string): string | null => {
    const value = member(entry, key)
    if (isNothing(value)) return null
    const found = scalarText(value)
    if (found === null) report('annotation-bad-field', key, `${key}: ${kindOf(value)}`)
    return found
  }
  const texts = (key: string): readonly string[] | null => {
    const value = member(entry, key)
    if (isNothing(value)) return null
    const items = isList(value) ? value : []
    const found = items.flatMap((item) => scalarText(item) ?? [])
    if (!isList(value)) report('annotation-bad-field', key, `${key}: ${kindOf(value)}`)
    else if (found.length < items.length)
      report('annotation-bad-field', key, `${key}: not only texts`)
    return distinct(found)
  }
  const written = text('path')
  const path = written === null ? null : resolvePath(directory, written)
  if (path?.kind === 'outside') report('path-outside-repository', 'path', quote(written ?? ''))
  const annotation = {
    type: text('type'),
    description: text('description') ?? text('desc'),
    labels: texts('labels'),
    owners: findOwners(entry),
    path: path === null ? null : formatPath(path),
  }
  return { annotation, findings }
}

/** The root itself stands as `.`. */
function formatPath(path: ResolvedPath): string | null {
  if (path.kind === 'outside') return null
  return path.kind === 'url' ? path.url : path.path || '.'
}

export const NO_ANNOTATION: Annotation = {
  type: null,
  description: null,
  labels: null,
  owners: null,
  path: null,
}

/** Field by field, what `strong` says, else what `weak` says. */
export function mergeAnnotations(strong: Annotation, weak: Annotation): Annotation {
  return {
    type: strong.type ?? weak.type,
    description: strong.description ?? weak.description,
    labels: strong.labels ?? weak.labels,
    owners: strong.owners ?? weak.owners,
    path: strong.path ?? weak.path,
  }
}

/** `owner` and `owners`, in the entry itself or in its free part (`custom`, `meta`). */
function findOwners(entry: DataValue): readonly string[] | null {
  const places = [entry, member(entry, 'custom'), member(entry, 'meta')]
  const owners = places
    .filter(isMapping)
    .flatMap((place) => [
      ...listNames(member(place, 'owner')),
      ...listNames(member(place, 'owners')),
    ])
  return owners.length === 0 ? null : distinct(owners)
}

/** A list of names, or one text with commas between them. */
function listNames(value: DataValue | undefined): readonly string[] {
  if (isNothing(value)) return []
  return isList(value)
    ? value.flatMap((item) => scalarText(item) ?? [])
    : (scalarText(value)?.split(',') ?? [])
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))]
}

function kindOf(value: DataValue): string {
  if (isList(value)) return 'a list'
  return isMapping(value) ? 'a mapping' : 'a text'
}
