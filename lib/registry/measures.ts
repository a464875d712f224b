import type { DataValue } from '@/lib/snapshot/types'
import type { Files } from './derived'
import { type DvcStage, listPaths } from './dvc-stages'
import { readValues } from './dvc-vars'
import { findRelatedStages } from './related-stages'
import { joinPath } from './repo-path'
import {
  type FileValues,
  flattenValues,
  MAX_VALUES,
  mergeValues,
  type Scalar,
  selectValues,
} from './values'

/** What was measured of a version, and what it was made with. */
export type Measures = {
  readonly metrics: Readonly<Record<string, number>>
  readonly params: Readonly<Record<string, Scalar>>
  /** Files with more values than are kept. */
  readonly tooLarge: readonly string[]
}

export type MeasurePlace = {
  readonly files: Files
  readonly directory: string
  /** The top-level lists of the folder's `dvc.yaml`, resolved, and its stages. */
  readonly metrics: DataValue
  readonly params: DataValue
  readonly stages: readonly DvcStage[]
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
 * Metrics and params from the files that `dvc.yaml` names and those with common names beside it, but
 * not of stages that have nothing to do with the model. Only finite numbers are metrics. Where stages
 * name keys of a params file, only those are taken, unless the whole file is named too.
 */
export function deriveMeasures(place: MeasurePlace): Measures {
  const { directory, files } = place
  const related = findRelatedStages(place.stages, place.path)
  const metricPaths = new Set([
    ...listPaths(place.metrics, directory),
    ...related.stages.flatMap((stage) => stage.metrics),
    ...METRIC_FILES.map((name) => joinPath(directory, name)),
  ])
  const ownPaths = [...metricPaths].filter((path) => !related.isForeign(path))
  const metricFiles = readAll(ownPaths, files)
  const paramKeys = listParamKeys(place, related.stages)
  const paramFiles = readAll([...paramKeys.keys()], files)
  return {
    metrics: onlyNumbers(mergeValues(metricFiles.map(keepNumbers), directory)),
    params: mergeValues(
      paramFiles.map(({ path, values }) => ({
        path,
        values: selectValues(values, paramKeys.get(path) ?? null),
      })),
      directory,
    ),
    tooLarge: [...metricFiles, ...paramFiles]
      .filter(({ values }) => values.size > MAX_VALUES)
      .map(({ path }) => path),
  }
}

/** Each params file with the keys to take from it; null for all. */
function listParamKeys(
  place: MeasurePlace,
  related: readonly DvcStage[],
): ReadonlyMap<string, readonly string[] | null> {
  const byPath = new Map<string, readonly string[] | null>()
  const named = new Set(place.stages.flatMap((stage) => stage.params.map(({ path }) => path)))
  for (const { path, keys } of related.flatMap((stage) => stage.params)) {
    const before = byPath.get(path)
    byPath.set(path, before === null || keys === null ? null : [...(before ?? []), ...keys])
  }
  for (const path of listPaths(place.params, place.directory)) byPath.set(path, null)
  for (const name of PARAM_FILES) {
    const path = joinPath(place.directory, name)
    if (!named.has(path) && !byPath.has(path)) byPath.set(path, null)
  }
  return byPath
}

function readAll(paths: readonly string[], files: Files): readonly FileValues[] {
  return paths.flatMap((path) => {
    const fact = readValues(path, files)
    return fact?.kind === 'data' ? [{ path, values: flattenValues(fact.value) }] : []
  })
}

function keepNumbers({ path, values }: FileValues): FileValues {
  return { path, values: new Map([...values].filter(([, value]) => typeof value === 'number')) }
}

function onlyNumbers(values: Readonly<Record<string, Scalar>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      typeof value === 'number' ? [[key, value] as const] : [],
    ),
  )
}
