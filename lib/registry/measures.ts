import type { DeriveCache } from './derive-cache'
import type { Files } from './derived'
import { type DvcFolder, openDvcFolder } from './dvc-folder'
import type { DvcStage } from './dvc-stages'
import { readValues } from './dvc-vars'
import { formatCount, formatExceeded, LIMITS } from './limits'
import type { ProblemCode } from './problem'
import { findRelatedStages, type RelatedStages } from './related-stages'
import { joinPath } from './repo-path'
import {
  type FileValues,
  flattenValues,
  isMetric,
  type Metric,
  mergeValues,
  type Scalar,
  selectValues,
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
  readonly cache: DeriveCache
  readonly directory: string
  /** The model's own path, where it has one in the repository. */
  readonly path: string | null
}

/** Read in an artifact's folder whether or not a `dvc.yaml` names them. */
const METRIC_FILES = [
  'metrics.json',
  'metrics.yaml',
  'dvclive/metrics.json',
  'dvclive/metrics.yaml',
]
const PARAM_FILES = ['params.yaml', 'params.json', 'dvclive/params.yaml']

/**
 * Metrics and params from the files that `dvc.yaml` names and from those with common names beside it, without stages
 * that are unrelated to the model. Only numbers are metrics, NaN and infinities too. Where stages name keys of a params
 * file, only those are taken, unless the whole file is named too. The models of a folder that no stage makes share what
 * is derived.
 */
export function deriveMeasures({ files, cache, directory, path }: MeasurePlace): Measures {
  const { stages } = openDvcFolder(directory, files, cache)
  const { scope } = findRelatedStages(stages, path, cache.budget)
  const own = scope === 'all' ? null : path
  return cache.memoize(`measures ${directory} ${own ?? ''}`, files, (read) =>
    measure({ files: read, cache, directory, path: own }),
  )
}

function measure(place: MeasurePlace): Measures {
  const { files, cache, directory } = place
  const folder = openDvcFolder(directory, files, cache)
  const related = findRelatedStages(folder.stages, place.path, cache.budget)
  const reading: Reading = { ...place, findings: [] }
  const metrics = readMetrics(reading, folder, related)
  const params = readParams(reading, folder, related)
  if (cache.budget.isExhausted()) reading.findings.push(BUDGET_EXCEEDED)
  return { metrics, params, findings: reading.findings }
}

const BUDGET_EXCEEDED: MeasureFinding = {
  code: 'too-much-work',
  file: null,
  detail: 'metrics and parameters of the repository',
}

type Reading = MeasurePlace & { readonly findings: MeasureFinding[] }

function readMetrics(reading: Reading, folder: DvcFolder, related: RelatedStages) {
  const paths = new Set([
    ...folder.metrics,
    ...related.stages.flatMap((stage) => stage.metrics),
    ...METRIC_FILES.map((name) => joinPath(reading.directory, name)),
  ])
  const own = [...paths].filter((path) => !related.isForeign(path))
  return onlyNumbers(merge(reading, readAll(reading, own, 'metrics').map(keepNumbers), 'metrics'))
}

function readParams(reading: Reading, folder: DvcFolder, related: RelatedStages) {
  const keys = listParamKeys(reading.directory, folder, related.stages)
  const files = readAll(reading, [...keys.keys()], 'parameters')
  const selected = files.map(({ path, values }) => ({
    path,
    values: selectValues(values, keys.get(path) ?? null),
  }))
  return merge(reading, selected, 'parameters')
}

/** Each params file with the keys to take from it; null for all. */
function listParamKeys(
  directory: string,
  folder: DvcFolder,
  related: readonly DvcStage[],
): ReadonlyMap<string, ReadonlySet<string> | null> {
  const byPath = new Map<string, Set<string> | null>()
  const named = new Set(folder.stages.flatMap((stage) => stage.params.map(({ path }) => path)))
  for (const { path, keys } of related.flatMap((stage) => stage.params)) {
    const before = byPath.get(path)
    if (before === null) continue
    if (keys === null) byPath.set(path, null)
    else {
      const taken = before ?? new Set<string>()
      for (const key of keys) taken.add(key)
      byPath.set(path, taken)
    }
  }
  for (const path of folder.params) byPath.set(path, null)
  for (const name of PARAM_FILES) {
    const path = joinPath(directory, name)
    if (!named.has(path) && !byPath.has(path)) byPath.set(path, null)
  }
  return byPath
}

function readAll(
  { files, cache, findings }: Reading,
  paths: readonly string[],
  what: string,
): readonly FileValues[] {
  if (paths.length > LIMITS.valueFiles) {
    const count = formatExceeded(paths.length, 'files', LIMITS.valueFiles)
    findings.push({ code: 'list-too-long', file: null, detail: `${what}: ${count}` })
  }
  const found: FileValues[] = []
  for (const path of paths.slice(0, LIMITS.valueFiles)) {
    const fact = readValues(path, files)
    if (fact?.kind !== 'data') continue
    const values = flattenValues(fact.value)
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

function keepNumbers({ path, values }: FileValues): FileValues {
  return { path, values: new Map([...values].filter(([, value]) => isMetric(value))) }
}

function onlyNumbers(values: Readonly<Record<string, Scalar>>): Readonly<Record<string, Metric>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      isMetric(value) ? [[key, value] as const] : [],
    ),
  )
}
