import { type DataMapping, isList, isMapping, isNothing, member } from '@/lib/repo-data/data-value'
import { quote } from '@/lib/repo-data/quote'
import { joinPath } from '@/lib/repo-data/repo-path'
import type { DataValue } from '@/lib/snapshot/types'
import { type CommandStyle, parseCommandStyle } from './build-flags'
import { listDatasets } from './datasets'
import { deriveStage } from './derive-stage'
import type { DvcFile } from './dvc-cache'
import { readPath } from './dvc-path'
import { expandStages } from './expand-stages'
import { LOCK } from './file-names'
import { type DvcLock, NO_LOCK, parseLock } from './locked'
import { interpolate, isTemplated, openReport, type Scope, type TemplateReport } from './template'
import type { DvcFinding } from './types'
import { addFinding, type DvcPlace, MAX_FOUND, readTopVars } from './vars'

/** What the text of one file says. */
export type Content = Pick<DvcFile, 'stages' | 'lock' | 'sections' | 'datasets' | 'scope'>

/** What an empty file says. */
export const NOTHING: Content = {
  stages: [],
  lock: NO_LOCK,
  sections: null,
  datasets: [],
  scope: null,
}

/** The stages, sections and datasets of a `dvc.yaml`, and its lock. */
export function readDvcYaml(place: DvcPlace): Content {
  const fact = place.read(place.file, 'typed-yaml')
  const lock = readLock(place)
  const style = readStyle(place)
  const dvc = fact.kind === 'data' ? fact.value : null
  if (!isMapping(dvc)) return NOTHING
  const { datasets, findings, ...rest } = readDefinitions(dvc, style, place)
  for (const { code, detail } of findings) addFinding(place, code, detail)
  return { ...rest, lock, datasets: listDatasets(datasets, lock.datasets, place.file) }
}

/** What a `dvc.yaml` says without its lock. */
type Definitions = Pick<Content, 'stages' | 'sections' | 'scope'> & {
  readonly datasets: readonly DataValue[]
  readonly findings: readonly DvcFinding[]
}

/**
 * The definitions of a file by its parsed value, where they depend on nothing else: each version has another lock, and
 * most have the same `dvc.yaml`. A blob has one parsed value while it is held.
 */
const known = new WeakMap<DataMapping, Map<string, Definitions>>()

function readDefinitions(dvc: DataMapping, style: CommandStyle, place: DvcPlace): Definitions {
  const key = [place.root, place.file, style.bool, style.list].join('\0')
  const before = known.get(dvc)?.get(key)
  if (before !== undefined) return before
  const own = { ...place, found: [] as DvcFinding[] }
  const found = deriveDefinitions(dvc, style, own)
  if (usesVars(dvc) || place.budget.isExhausted()) return found
  known.set(dvc, (known.get(dvc) ?? new Map()).set(key, found))
  return found
}

function deriveDefinitions(dvc: DataMapping, style: CommandStyle, place: DvcPlace): Definitions {
  const scope = openScope(dvc, place)
  const stages = expandStages(dvc, scope, place).flatMap((instance) =>
    place.budget.isExhausted() ? [] : [deriveStage(instance, style, place)],
  )
  const readList = (key: string) => readSection(dvc, key, { scope, place })
  const [metrics, params, plots] = [readList('metrics'), readList('params'), readList('plots')]
  const datasets = readList('datasets')
  addTemplateFindings(scope, place)
  const sections = {
    file: place.file,
    metrics: listPaths(metrics.flatMap(listKeys), place),
    params: listPaths(params.flatMap(listKeys), place),
    plots: listPaths(plots.flatMap(listPlotSources), place),
  }
  return { stages, sections, datasets, scope: scope.values, findings: place.found }
}

/** Reads variables only if some are named, or a template may ask for one. */
function openScope(dvc: DataValue, place: DvcPlace): Scope {
  const report = openReport(place.budget)
  if (!usesVars(dvc)) return { values: {}, report }
  return { ...readTopVars(member(dvc, 'vars'), place), report }
}

const TEMPLATED = ['stages', 'metrics', 'params', 'plots', 'artifacts', 'datasets']

/** Whether the file, or a stage of it, names variables, or a template may ask for one. */
function usesVars(dvc: DataValue): boolean {
  const stages = member(dvc, 'stages')
  const definitions = isMapping(stages) ? Object.values(stages) : []
  return (
    [dvc, ...definitions, ...definitions.map((one) => member(one, 'do'))].some(
      (one) => !isNothing(member(one, 'vars')),
    ) || TEMPLATED.some((key) => isTemplated(member(dvc, key)))
  )
}

function readLock(place: DvcPlace): DvcLock {
  const file = joinPath(place.directory, LOCK)
  const fact = place.read(file, 'typed-yaml')
  const lock = parseLock(fact.kind === 'data' ? fact.value : null)
  if (lock === null) addFinding({ ...place, file }, 'dvc-file-malformed', '')
  return lock ?? NO_LOCK
}

function readStyle({ root, read }: DvcPlace): CommandStyle {
  const config = read(joinPath(root, '.dvc/config'), 'text')
  const style = styles.get(config) ?? parseCommandStyle(config.kind === 'text' ? config.text : '')
  styles.set(config, style)
  return style
}

/** Cached, because all files of a root have one configuration. */
const styles = new WeakMap<ReturnType<DvcPlace['read']>, CommandStyle>()

/** The items of a top-level section; a mapping, which DVC refuses, is one item. */
function readSection(
  dvc: DataValue,
  key: string,
  { scope, place }: { readonly scope: Scope; readonly place: DvcPlace },
): readonly DataValue[] {
  const items = interpolate(member(dvc, key) ?? null, scope)
  if (isNothing(items)) return []
  if (!isList(items)) addFinding(place, 'dvc-file-malformed', quote(key))
  return isList(items) ? items : [items]
}

/** `path`, or `path: {...}`. */
function listKeys(item: DataValue): readonly string[] {
  return isMapping(item) ? Object.keys(item) : typeof item === 'string' ? [item] : []
}

/** A plot is drawn from the files that its axes name, or else from the one that it is named after. */
function listPlotSources(item: DataValue): readonly string[] {
  return listKeys(item).flatMap((id) => {
    const plot = member(item, id)
    const [x, y] = [member(plot, 'x'), member(plot, 'y')]
    return isMapping(y) ? [...Object.keys(y), ...(isMapping(x) ? Object.keys(x) : [])] : [id]
  })
}

function listPaths(written: readonly string[], place: DvcPlace): readonly string[] {
  return written.flatMap((path) => readPath(path, place)?.path ?? [])
}

function addTemplateFindings({ report }: Scope, place: DvcPlace): void {
  for (const finding of listTemplateFindings(report))
    addFinding(place, finding.code, finding.detail)
}

/** What could not be resolved, the first ones of many. */
export function listTemplateFindings(
  report: TemplateReport,
): readonly Pick<DvcFinding, 'code' | 'detail'>[] {
  const code = report.left > 0 ? 'template-unresolved' : 'template-too-large'
  return [...report.unresolved].slice(0, MAX_FOUND).map((text) => ({ code, detail: quote(text) }))
}
