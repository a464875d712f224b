import type { DataValue } from '@/lib/snapshot/types'
import { type DataMapping, isMapping, member } from './data-value'
import type { Files } from './derived'
import { type DvcStage, expandStages, MAX_STAGES } from './dvc-stages'
import { readTopVars, type VarsFinding } from './dvc-vars'
import { quote } from './problem'
import { joinPath } from './repo-path'
import { interpolate, isTemplated, openReport, type TemplateReport } from './template'

/** The `dvc.yaml` of one folder, its templates resolved; all empty where there is none. */
export type DvcFolder = {
  readonly stages: readonly DvcStage[]
  readonly metrics: DataValue
  readonly params: DataValue
  /** Resolves an entry's templates; what is wrong in them goes to the caller's report alone. */
  readonly resolve: (value: DataValue, report: TemplateReport) => DataValue
  /** What is wrong with the file's variables, stages, metrics and params. */
  readonly findings: () => readonly VarsFinding[]
}

/** Reads variables only where a template asks for one. */
export function openDvcFolder(directory: string, files: Files): DvcFolder {
  const fact = files.read(joinPath(directory, 'dvc.yaml'), 'yaml')
  const dvc = fact.kind === 'data' ? fact.value : null
  const place = { directory, files, found: [] as VarsFinding[] }
  let known: DataMapping | null = null
  const readKnown = () => {
    known ??= readTopVars(member(dvc, 'vars'), place)
    return known
  }
  const resolve = (value: DataValue, report: TemplateReport) =>
    isTemplated(value) ? interpolate(value, { values: readKnown(), report }) : value
  const report = openReport()
  const expand = () => {
    const values = isTemplated(member(dvc, 'stages')) ? readKnown() : {}
    return expandStages(dvc, { values, report }, place)
  }
  const stages = expandOnce(dvc, directory, expand)
  const metrics = resolve(member(dvc, 'metrics') ?? null, report)
  const params = resolve(member(dvc, 'params') ?? null, report)
  const findings = () => [...place.found, ...listTemplateFindings(report)]
  return { stages, metrics, params, resolve, findings }
}

/** Stages of files that need no other file to be read, by the file's value. */
const remembered = new WeakMap<DataMapping, { directory: string; stages: readonly DvcStage[] }>()

/** The same `dvc.yaml` stands in many commits: where nothing else decides, it is expanded once. */
function expandOnce(
  dvc: DataValue,
  directory: string,
  expand: () => readonly DvcStage[],
): readonly DvcStage[] {
  if (!isMapping(dvc)) return expand()
  const last = remembered.get(dvc)
  if (last?.directory === directory) return last.stages
  const stages = expand()
  if (isSelfContained(member(dvc, 'stages'))) remembered.set(dvc, { directory, stages })
  return stages
}

/** No template, no `vars`, and no generated stages, of which there can be too many. */
function isSelfContained(stages: DataValue | undefined): boolean {
  if (!isMapping(stages) || isTemplated(stages)) return false
  const needing = ['vars', 'foreach', 'matrix']
  const definitions = Object.values(stages)
  return (
    definitions.length <= MAX_STAGES &&
    definitions.every((one) => needing.every((key) => member(one, key) === undefined))
  )
}

/** A file with more unresolved templates than this names the first ones only. */
const MOST_NAMED = 20

export function listTemplateFindings(report: TemplateReport): readonly VarsFinding[] {
  const unresolved = [...report.unresolved].slice(0, MOST_NAMED)
  const code = report.left > 0 ? 'template-unresolved' : 'template-too-large'
  return unresolved.map((expression) => ({ code, detail: quote(expression) }) as const)
}
