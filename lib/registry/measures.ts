import type { DvcFile } from '@/lib/dvc/dvc-cache'
import type { DvcFiles } from '@/lib/dvc/index-files'
import type { DvcStage } from '@/lib/dvc/types'
import { findValueForm } from '@/lib/dvc/vars'
import { isList } from '@/lib/repo-data/data-value'
import { formatCount, formatExceeded, LIMITS } from '@/lib/repo-data/limits'
import { joinPath, parentDirectory } from '@/lib/repo-data/repo-path'
import type { DeriveCache } from './derive-cache'
import type { Files } from './derived'
import type { ProblemCode } from './problem'
import { findRelatedStages, type RelatedStages } from './related-stages'
import { selectKeys } from './select-keys'
import {
  type FileValues,
  flattenValues,
  isMetric,
  type Metric,
  mergeValues,
  type Scalar,
} from './values'

/** The metrics and params of a version. */
export type Measures = {
  readonly metrics: Readonly<Record<string, Metric>>
  readonly params: Readonly<Record<string, Scalar>>
  readonly findings: readonly MeasureFinding[]
}

/** What was left out; `file` is null where it is not of one file. */
type MeasureFinding = {
  readonly code: ProblemCode
  readonly file: string | null
  readonly detail: string
}

export type MeasurePlace = {
  readonly files: Files
  readonly dvc: DvcFiles
  /** Is the same only while `dvc` says the same. */
  readonly version: number
  readonly cache: DeriveCache
  /** The artifact's folder. */
  readonly directory: string
  /** The model's own path, where it has one in the repository. */
  readonly path: string | null
}

/** Read in the folders of a model whether or not a `dvc.yaml` names them. */
const METRIC_FILES = [
  'metrics.json',
  'metrics.yaml',
  'dvclive/metrics.json',
  'dvclive/metrics.yaml',
]
const PARAM_FILES = ['params.yaml', 'params.json', 'dvclive/params.yaml']

/** The files of a folder that are read for each model there, unless stages say that they are another one's. */
export function listCommonFiles(directory: string): readonly string[] {
  return [...METRIC_FILES, ...PARAM_FILES].map((name) => joinPath(directory, name))
}

/**
 * Metrics and params of a model: from the files that its stages name, from the top-level sections of each `dvc.yaml` in
 * its folders, and from those with common names there. Its folders are its own, and those of the stages that make it.
 * Stages that are unrelated to it are left out; where no stage makes it, those of its own folder count. Where stages name
 * keys of a params file, only those are taken, unless the whole file is named too.
 */
export function deriveMeasures(place: MeasurePlace): Measures {
  const scope = openScope(place)
  const key = `measures ${place.version} ${scope.folders.join(' ')} ${scope.isShared ? '' : place.path}`
  return place.cache.memoize(key, place.files, (read) => measure({ ...place, files: read }, scope))
}

/** What counts for a model. */
type MeasureScope = {
  readonly folders: readonly string[]
  readonly files: readonly DvcFile[]
  readonly stages: readonly DvcStage[]
  readonly isForeign: RelatedStages['isForeign']
  /** Whether the models of the folder that no stage makes have the same metrics and params. */
  readonly isShared: boolean
}

function openScope({ dvc, cache, directory, path }: MeasurePlace): MeasureScope {
  const related = findRelatedStages(dvc, path, cache.budget)
  const folders = new Set([directory])
  for (const { name, file, wdir } of related.makers) {
    if (name !== null) folders.add(parentDirectory(file)).add(wdir)
  }
  const places = [...folders].flatMap((folder) => [folder, joinPath(folder, 'dvclive')])
  const isShared = related.stages.size === 0
  return {
    folders: [...folders],
    files: dvc.inFolders(places),
    stages: isShared
      ? dvc.inFolders([directory]).flatMap((file) => file.stages)
      : [...related.stages],
    isForeign: related.isForeign,
    isShared,
  }
}

function measure(place: MeasurePlace, scope: MeasureScope): Measures {
  const reading: Reading = { ...place, scope, findings: [] }
  const metrics = readMetrics(reading)
  const params = readParams(reading)
  if (place.cache.budget.isExhausted()) reading.findings.push(BUDGET_EXCEEDED)
  return { metrics, params, findings: reading.findings }
}

const BUDGET_EXCEEDED: MeasureFinding = {
  code: 'too-much-work',
  file: null,
  detail: 'metrics and parameters of the repository',
}

type Reading = MeasurePlace & { readonly scope: MeasureScope; readonly findings: MeasureFinding[] }

function readMetrics(reading: Reading) {
  const { folders, files, stages, isForeign } = reading.scope
  const named = new Set([
    ...files.flatMap(({ sections }) => sections?.metrics ?? []),
    ...stages.flatMap(({ outs }) =>
      outs.flatMap(({ metric, path }) => (metric ? (path ?? []) : [])),
    ),
  ])
  const common = folders.flatMap((folder) => METRIC_FILES.map((name) => joinPath(folder, name)))
  const paths = [...new Set([...named, ...common])].filter((path) => !isForeign(path))
  const wanted = paths.map((path) => ({ path, keys: null, isNamed: named.has(path) }))
  return onlyMetrics(
    merge(reading, readAll(reading, wanted, 'metrics').map(keepMetrics), 'metrics'),
  )
}

function readParams(reading: Reading) {
  return merge(reading, readAll(reading, listParams(reading.scope), 'parameters'), 'parameters')
}

type Wanted = {
  readonly path: string
  /** Null: the whole file. */
  readonly keys: ReadonlySet<string> | null
  /** What a `dvc.yaml` names may be a folder, and is a problem where it has no values; a file with a common name is not. */
  readonly isNamed: boolean
}

/** Each params file with the keys to take from it. */
function listParams({ folders, files, stages }: MeasureScope): readonly Wanted[] {
  const byPath = new Map<string, Set<string> | null>()
  for (const dep of stages.flatMap(({ deps }) => deps)) {
    if (dep.kind !== 'params' || dep.path === null) continue
    const before = byPath.get(dep.path)
    if (before === null || dep.keys === null) byPath.set(dep.path, null)
    else {
      const keys = before ?? new Set<string>()
      for (const key of dep.keys) keys.add(key)
      byPath.set(dep.path, keys)
    }
  }
  for (const path of files.flatMap(({ sections }) => sections?.params ?? [])) byPath.set(path, null)
  const named = [...byPath].map(([path, keys]) => ({ path, keys, isNamed: true }))
  // The keys of a params file that only unrelated stages of these folders name are theirs.
  const known = new Set(files.flatMap(({ stages: all }) => all.flatMap(listParamFiles)))
  const common = folders
    .flatMap((folder) => PARAM_FILES.map((name) => joinPath(folder, name)))
    .filter((path) => !known.has(path) && !byPath.has(path))
  return [...named, ...[...new Set(common)].map((path) => ({ path, keys: null, isNamed: false }))]
}

function listParamFiles({ deps }: DvcStage): readonly string[] {
  return deps.flatMap((dep) => (dep.kind === 'params' ? (dep.path ?? []) : []))
}

/** A folder stands for the files in it, hidden ones apart (lineage.md, section 4). */
function openFolders(
  { files, findings }: Reading,
  wanted: readonly Wanted[],
  what: string,
): readonly Wanted[] {
  const found = wanted.slice(0, LIMITS.valueFiles).flatMap((one): readonly Wanted[] => {
    // A file that is not read yet counts as absent: both are asked for in one round.
    const isAbsent = one.isNamed && files.read(one.path, findValueForm(one.path)).kind === 'absent'
    if (!isAbsent) return [one]
    const folder = files.read(one.path, 'folder')
    if (folder.kind !== 'folder') return [one]
    if (folder.isCut) {
      const detail = `${what}: the limit is ${formatCount(LIMITS.valueFiles)} files`
      findings.push({ code: 'list-too-long', file: one.path, detail })
    }
    const shown = folder.files.filter((name) => !/(?:^|\/)\./.test(name))
    return shown.map((name) => ({ ...one, path: joinPath(one.path, name) }))
  })
  return [...found, ...wanted.slice(LIMITS.valueFiles)]
}

function readAll(reading: Reading, named: readonly Wanted[], what: string): readonly FileValues[] {
  const { files, cache, findings } = reading
  const wanted = openFolders(reading, named, what)
  if (wanted.length > LIMITS.valueFiles) {
    const count = formatExceeded(wanted.length, 'files', LIMITS.valueFiles)
    findings.push({ code: 'list-too-long', file: null, detail: `${what}: ${count}` })
  }
  const found: FileValues[] = []
  for (const { path, keys, isNamed } of wanted.slice(0, LIMITS.valueFiles)) {
    const fact = files.read(path, findValueForm(path))
    if (fact.kind !== 'data') continue
    const hasNames = keys !== null || (fact.value !== null && !isList(fact.value))
    if (isNamed && !hasNames)
      findings.push({ code: 'values-without-names', file: path, detail: '' })
    const values =
      keys === null ? flattenValues(fact.value, path) : selectKeys(fact.value, keys, cache.budget)
    if (values.size > LIMITS.values) findings.push(tooMany(path, what))
    if (!cache.budget.spend(values.size)) break
    found.push({ path, values })
  }
  return found
}

function merge({ directory, findings }: Reading, files: readonly FileValues[], what: string) {
  const { values, isCut } = mergeValues(files, directory)
  const isReported = findings.some(({ code }) => code === 'too-many-values')
  if (isCut && !isReported) findings.push(tooMany(null, what))
  return values
}

function tooMany(file: string | null, what: string): MeasureFinding {
  const limits = `${formatCount(LIMITS.values)} values and ${formatCount(LIMITS.valuesBytes)} bytes`
  return { code: 'too-many-values', file, detail: `${what}: the limits are ${limits}` }
}

function keepMetrics({ path, values }: FileValues): FileValues {
  return { path, values: new Map([...values].filter(([, value]) => isMetric(value))) }
}

function onlyMetrics(values: Readonly<Record<string, Scalar>>): Readonly<Record<string, Metric>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      isMetric(value) ? [[key, value] as const] : [],
    ),
  )
}
