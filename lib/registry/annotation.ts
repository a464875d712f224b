import { isList, isMapping, isNothing, member, scalarText } from '@/lib/repo-data/data-value'
import {
  copyText,
  cutText,
  fits,
  formatExceeded,
  LIMITS,
  PATH_LIMITS,
} from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import { type ResolvedPath, repoPath, resolvePath } from '@/lib/repo-data/repo-path'
import type { DataValue } from '@/lib/snapshot/types'
import { METRIC_DIRECTIONS, type MetricDirections } from './metric-direction'
import type { ProblemCode } from './problem'

/** The fields of one entry of an annotation file; null when the entry has none. */
export type Annotation = {
  readonly type: string | null
  readonly description: string | null
  readonly labels: readonly string[] | null
  readonly owners: readonly string[] | null
  /** From the repository's root, or a URL. */
  readonly path: string | null
  /** The file that describes it to people, from the repository's root. */
  readonly card: string | null
  /** Whether more or less of a metric is better. */
  readonly directions: MetricDirections | null
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
 * Reads an entry of `artifacts.yaml` or of `artifacts:` in `dvc.yaml`. The key names of either format are accepted in
 * both. A field of a wrong kind, or beyond a limit, is left out or truncated with a finding. Unknown keys are ignored.
 */
export function parseAnnotation(entry: DataValue, directory: string): ParsedAnnotation {
  if (isNothing(entry)) {
    const finding = { code: 'annotation-entry-empty', key: null, detail: '' } as const
    return { annotation: NO_ANNOTATION, findings: [finding] }
  }
  const reading: Reading = { entry, findings: [] }
  const annotation = {
    type: readName(reading, 'type'),
    description: readText(reading, 'description') ?? readText(reading, 'desc'),
    labels: readLabels(reading),
    owners: readOwners(reading),
    path: readPath(reading, directory),
    card: readCard(entry, directory),
    directions: readDirections(entry),
  }
  return { annotation, findings: reading.findings }
}

type Reading = { readonly entry: DataValue; readonly findings: AnnotationFinding[] }

function report({ findings }: Reading, code: ProblemCode, key: string, detail: string): void {
  findings.push({ code, key, detail })
}

function readScalar(reading: Reading, key: string): string | null {
  const value = member(reading.entry, key)
  if (isNothing(value)) return null
  const found = scalarText(value)
  if (found === null) report(reading, 'annotation-bad-field', key, `${key}: ${kindOf(value)}`)
  return found
}

function readText(reading: Reading, key: string): string | null {
  const text = readScalar(reading, key)
  if (text === null || fits(text, LIMITS.textBytes)) return text
  report(reading, 'text-too-long', key, `${key}: ${sizeOf(text, LIMITS.textBytes)}`)
  return cutText(text, LIMITS.textBytes)
}

/** A text that is a name. A text that is too long is no name. */
function readName(reading: Reading, key: string): string | null {
  const text = readScalar(reading, key)
  if (text === null || fits(text, LIMITS.nameBytes)) return text
  report(reading, 'name-too-long', key, `${key}: ${sizeOf(text, LIMITS.nameBytes)}`)
  return null
}

function sizeOf(text: string, limit: number): string {
  return formatExceeded(Buffer.byteLength(text), 'bytes', limit)
}

function readPath(reading: Reading, directory: string): string | null {
  const written = readScalar(reading, 'path')
  if (written === null) return null
  const path = resolvePath(directory, written)
  if (path.kind === 'outside') {
    report(reading, 'path-outside-repository', 'path', quote(written))
  } else if (path.kind === 'too-long') {
    report(reading, 'path-too-long', 'path', `${quote(written)}: ${PATH_LIMITS}`)
  }
  return formatPath(path)
}

/** `card` of the free part. What names no file of the repository names nothing. */
function readCard(entry: DataValue, directory: string): string | null {
  for (const key of ['custom', 'meta']) {
    const written = scalarText(member(member(entry, key), 'card'))
    if (written !== null && written !== '') return repoPath(directory, written)
  }
  return null
}

/** `metrics` of the free part, as far as it says `up` or `down`: other programs have other values under this name. */
function readDirections(entry: DataValue): MetricDirections | null {
  for (const key of ['custom', 'meta']) {
    const written = member(member(entry, key), 'metrics')
    if (!isMapping(written)) continue
    const known = Object.keys(written)
      .filter((name) => fits(name, LIMITS.nameBytes))
      .flatMap((name) => {
        const direction = METRIC_DIRECTIONS.find((one) => one === scalarText(member(written, name)))
        return direction === undefined ? [] : [[copyText(name), direction] as const]
      })
    if (known.length > 0) return Object.fromEntries(known.slice(0, LIMITS.labels))
  }
  return null
}

function readLabels(reading: Reading): readonly string[] | null {
  const value = member(reading.entry, 'labels')
  if (isNothing(value)) return null
  const items = isList(value) ? value : []
  const texts = items.flatMap((item) => scalarText(item) ?? [])
  if (!isList(value)) report(reading, 'annotation-bad-field', 'labels', `labels: ${kindOf(value)}`)
  else if (texts.length < items.length)
    report(reading, 'annotation-bad-field', 'labels', 'labels: not only texts')
  const labels = distinct(texts)
  const short = labels.filter((label) => label.length <= LIMITS.labelCharacters)
  const long = labels.find((label) => label.length > LIMITS.labelCharacters)
  if (long !== undefined) {
    const size = formatExceeded(long.length, 'characters', LIMITS.labelCharacters)
    report(reading, 'label-too-long', 'labels', `${quote(long)}: ${size}`)
  }
  return takeFirst(reading, 'labels', short, LIMITS.labels)
}

/** `owner` and `owners`, in the entry itself or in its free part (`custom`, `meta`). */
function readOwners(reading: Reading): readonly string[] | null {
  const { entry } = reading
  const places = [entry, member(entry, 'custom'), member(entry, 'meta')].filter(isMapping)
  const owners = distinct(
    places.flatMap((place) => [
      ...listNames(member(place, 'owner')),
      ...listNames(member(place, 'owners')),
    ]),
  )
  const short = owners.filter((owner) => fits(owner, LIMITS.nameBytes))
  const long = owners.find((owner) => !fits(owner, LIMITS.nameBytes))
  if (long !== undefined) {
    report(reading, 'name-too-long', 'owners', `${quote(long)}: ${sizeOf(long, LIMITS.nameBytes)}`)
  }
  return short.length === 0 ? null : takeFirst(reading, 'owners', short, LIMITS.owners)
}

function takeFirst(
  reading: Reading,
  key: string,
  items: readonly string[],
  limit: number,
): readonly string[] {
  if (items.length <= limit) return items
  const count = formatExceeded(items.length, 'items', limit)
  report(reading, 'list-too-long', key, `${key}: ${count}`)
  return items.slice(0, limit)
}

/** The root itself stands as `.`. */
function formatPath(path: ResolvedPath): string | null {
  if (path.kind === 'url') return path.url
  return path.kind === 'path' ? path.path || '.' : null
}

export const NO_ANNOTATION: Annotation = {
  type: null,
  description: null,
  labels: null,
  owners: null,
  path: null,
  card: null,
  directions: null,
}

/** Merges field by field: the value of `strong`, else that of `weak`. */
export function mergeAnnotations(strong: Annotation, weak: Annotation): Annotation {
  return {
    type: strong.type ?? weak.type,
    description: strong.description ?? weak.description,
    labels: strong.labels ?? weak.labels,
    owners: strong.owners ?? weak.owners,
    path: strong.path ?? weak.path,
    card: strong.card ?? weak.card,
    directions: strong.directions ?? weak.directions,
  }
}

/** A list of names, or one text with commas between them. */
function listNames(value: DataValue | undefined): readonly string[] {
  if (isNothing(value)) return []
  return isList(value)
    ? value.flatMap((item) => scalarText(item) ?? [])
    : (scalarText(value)?.split(',').map(copyText) ?? [])
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))]
}

function kindOf(value: DataValue): string {
  if (isList(value)) return 'a list'
  return isMapping(value) ? 'a mapping' : 'a text'
}
