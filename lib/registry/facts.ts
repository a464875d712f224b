import type { DvcFile } from '@/lib/dvc/dvc-cache'
import type { DvcFiles } from '@/lib/dvc/index-files'
import { listTemplateFindings } from '@/lib/dvc/read-dvc-yaml'
import { interpolate, openReport } from '@/lib/dvc/template'
import { findValueForm } from '@/lib/dvc/vars'
import { type DataMapping, isMapping, isNothing } from '@/lib/repo-data/data-value'
import { LIMITS } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue, FileForm, FileLookup, Oid, TreeListing } from '@/lib/snapshot/types'
import {
  type Annotation,
  type AnnotationFinding,
  mergeAnnotations,
  NO_ANNOTATION,
  type ParsedAnnotation,
  parseAnnotation,
} from './annotation'
import {
  type AnnotationFile,
  findLine,
  formOf,
  listAnnotationFiles,
  readEntries,
} from './annotation-file'
import { deriveContent } from './content'
import { type DeriveCache, openDeriveCache } from './derive-cache'
import { deriveDvc } from './derive-dvc'
import { type Derived, type Files, openFiles } from './derived'
import { findCard, type ModelCard } from './find-card'
import { type Framework, findFramework } from './find-framework'
import { deriveMeasures, listCommonFiles } from './measures'
import type { MetricDirections } from './metric-direction'
import { type ArtifactName, splitArtifactName } from './names'
import { type DataOrigin, listOrigins } from './origins'
import { distinctProblems, limitProblems, type ProblemCode, type RegistryProblem } from './problem'
import type { Metric, Scalar } from './values'

/** The facts of one artifact at one commit. They never change, because a commit does not. */
export type ArtifactFacts = {
  readonly annotated: boolean
  /** The annotation file; `dvc.yaml` where both declare the artifact. */
  readonly file: string | null
  readonly type: string | null
  readonly description: string
  readonly labels: readonly string[]
  readonly owners: readonly string[]
  /** From the repository's root, or a URL. */
  readonly path: string | null
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
  /** Other hashes of a file in Git: the md5 as DVC computes it, and that of text with LF for CRLF where it differs. */
  readonly md5s: readonly string[]
  readonly metrics: Readonly<Record<string, Metric>>
  readonly params: Readonly<Record<string, Scalar>>
  readonly card: ModelCard | null
  /** Whether more or less of a metric is better, as far as the annotation says it. */
  readonly directions: MetricDirections
  readonly framework: Framework | null
  /** The data that it was made from. */
  readonly origins: readonly DataOrigin[]
  readonly problems: readonly RegistryProblem[]
}

export type FactsInput = {
  readonly artifact: ArtifactName
  readonly commit: Oid
  /** The root's annotation file: `artifacts.yaml` unless `.gto` has another. */
  readonly index: string
  readonly listing: TreeListing
}

/** The files that may describe an artifact whatever they say, so that they can be read before it is derived. */
export function listOwnFiles(
  artifact: ArtifactName,
  index: string,
): readonly (readonly [path: string, form: FileForm])[] {
  const declaredIn = listAnnotationFiles(artifact, index)
  const { directory } = splitArtifactName(artifact)
  const common = declaredIn.length === 0 ? [] : listCommonFiles(directory)
  return [
    ...declaredIn.map((file) => [file.path, formOf(file)] as const),
    ...common.map((path) => [path, findValueForm(path)] as const),
  ]
}

/**
 * Derives the facts, asking for files in at most four rounds: those with known names; those that they
 * name; those that templates from other files name; those in folders. Where both files declare the artifact, `dvc.yaml` wins
 * field by field. `cache` makes it cheap where other artifacts or commits have the same files.
 */
export function deriveFacts(
  input: FactsInput,
  look: FileLookup,
  cache = openDeriveCache(),
): Derived<ArtifactFacts> {
  const files = openFiles(input.commit, look)
  const declaredIn = listAnnotationFiles(input.artifact, input.index)
  if (declaredIn.length === 0) return files.derive(NO_FACTS)
  const { directory } = splitArtifactName(input.artifact)
  const { files: dvc, version } = deriveDvc(input.listing, files, cache)
  const own = dvc.inFolders([directory])
  for (const { path, fact } of own.flatMap(({ unreadable }) => unreadable)) files.report(path, fact)
  const entryInput = { ...input, files, dvc, cache }
  const entries = declaredIn.map((file) => readEntry(file, entryInput))
  const annotation = entries.map((entry) => entry.annotation).reduce(mergeAnnotations)
  const place = { files, dvc, version, cache, directory, path: annotation.path }
  const content = deriveContent(annotation.path, place)
  const { metrics, params, findings } = deriveMeasures(place)
  const { origins, cut } = listOrigins(annotation.path, { dvc, budget: cache.originsBudget })
  const cuts = cut === null ? [] : [{ code: 'list-too-long', file: null, detail: cut } as const]
  const file = entries.find((entry) => entry.annotated)?.file ?? null
  const cardPlace = { named: annotation.card, path: annotation.path, directory }
  return files.derive({
    annotated: file !== null,
    file,
    type: annotation.type,
    description: annotation.description ?? '',
    labels: annotation.labels ?? [],
    owners: annotation.owners ?? [],
    path: annotation.path,
    hash: content.hash,
    size: content.size,
    md5s: content.md5s,
    metrics,
    params,
    card: file === null ? null : findCard(cardPlace, files),
    directions: annotation.directions ?? {},
    framework: file === null ? null : findFramework(annotation.path, files),
    origins,
    problems: limitProblems(
      distinctProblems([
        ...files.problems(input.artifact),
        ...entries.flatMap((entry) => entry.problems),
        ...listFileProblems(input, [...listDvcFindings(own), ...findings, ...cuts]),
      ]),
      { most: LIMITS.problemsOfFacts, artifact: input.artifact, commit: input.commit },
    ),
  })
}

/** All models of a folder have what is wrong in its files, so that each names the first few. */
const FEW_FINDINGS = 10

/** What is wrong in DVC's files of the artifact's folder; those of other folders are theirs. */
function listDvcFindings(own: readonly DvcFile[]): readonly FileFinding[] {
  return own.flatMap(({ findings }) => findings).slice(0, FEW_FINDINGS)
}

type FileFinding = {
  readonly code: ProblemCode
  readonly file: string | null
  readonly detail?: string
}

function listFileProblems(
  { artifact, commit }: FactsInput,
  findings: readonly FileFinding[],
): readonly RegistryProblem[] {
  return findings.map(({ code, file, detail = '' }) => ({
    code,
    artifact,
    file,
    line: null,
    tag: null,
    commit,
    detail,
  }))
}

type Entry = {
  readonly file: string
  readonly annotated: boolean
  readonly annotation: Annotation
  readonly problems: readonly RegistryProblem[]
}

type EntryInput = FactsInput & {
  readonly files: Files
  readonly dvc: DvcFiles
  readonly cache: DeriveCache
}

function readEntry(file: AnnotationFile, input: EntryInput): Entry {
  const own = input.dvc.find(file.path)
  const { entries, code } = readEntries(file, input.files, own)
  const { id } = splitArtifactName(input.artifact)
  const report = (finding: AnnotationFinding): RegistryProblem => {
    const keys = finding.key === null ? [id] : [id, finding.key]
    const fact = input.files.read(file.path, formOf(file))
    const line = findLine(file, fact, keys) ?? findLine(file, fact, [id])
    const { artifact, commit } = input
    const { code, detail } = finding
    return { code, artifact, file: file.path, line, tag: null, commit, detail }
  }
  const none = { file: file.path, annotated: false, annotation: NO_ANNOTATION }
  if (code !== null) return { ...none, problems: [report({ code, key: null, detail: '' })] }
  if (!Object.hasOwn(entries, id)) return { ...none, problems: [] }
  const written = entries[id] ?? null
  if (!isNothing(written) && !isMapping(written)) {
    const finding = { code: 'annotation-entry-not-a-mapping', key: null, detail: '' } as const
    return { ...none, problems: [report(finding)] }
  }
  const place = { directory: file.directory, scope: own?.scope ?? null }
  const { annotation, findings } = readAnnotation(written, place, input.cache.budget)
  const problems = findings.map(report)
  return { file: file.path, annotated: true, annotation, problems }
}

type EntryPlace = { readonly directory: string; readonly scope: DataMapping | null }

/** The last annotation of each entry: most versions have the `dvc.yaml` of the one before. */
const known = new WeakMap<DataMapping, ParsedAnnotation & { readonly at: EntryPlace }>()

function readAnnotation(
  written: DataMapping | string | null | undefined,
  at: EntryPlace,
  budget: StepBudget,
): ParsedAnnotation {
  const before = isMapping(written) ? known.get(written) : undefined
  if (before?.at.directory === at.directory && before.at.scope === at.scope) return before
  const { entry, findings } = resolveEntry(written ?? null, at.scope, budget)
  const parsed = parseAnnotation(entry, at.directory)
  const { path } = parsed.annotation
  const left = path?.includes('${') && findings.length === 0
  const unresolved = {
    code: 'template-unresolved',
    key: 'path',
    detail: quote(path ?? ''),
  } as const
  const all = [...findings, ...parsed.findings, ...(left ? [unresolved] : [])]
  const found = { annotation: parsed.annotation, findings: all }
  if (isMapping(written) && !budget.isExhausted()) known.set(written, { ...found, at })
  return found
}

function resolveEntry(written: DataValue, scope: DataMapping | null, budget: StepBudget) {
  if (scope === null) return { entry: written, findings: [] }
  const report = openReport(budget)
  const entry = interpolate(written, { values: scope, report })
  const findings = listTemplateFindings(report).map((found) => ({ ...found, key: null }))
  return { entry, findings }
}

/** The facts of an artifact that no file of its commit describes. */
export const NO_FACTS: ArtifactFacts = {
  annotated: false,
  file: null,
  type: null,
  description: '',
  labels: [],
  owners: [],
  path: null,
  hash: null,
  size: null,
  md5s: [],
  metrics: {},
  params: {},
  card: null,
  directions: {},
  framework: null,
  origins: [],
  problems: [],
}
