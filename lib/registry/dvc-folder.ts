import type { DataValue } from '@/lib/snapshot/types'
import { type DataMapping, member } from './data-value'
import type { Files } from './derived'
import { type DvcStage, expandStages } from './dvc-stages'
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
  const values = isTemplated(member(dvc, 'stages')) ? readKnown() : {}
  const stages = expandStages(dvc, { values, report }, place)
  const metrics = resolve(member(dvc, 'metrics') ?? null, report)
  const params = resolve(member(dvc, 'params') ?? null, report)
  const findings = () => [...place.found, ...listTemplateFindings(report)]
  return { stages, metrics, params, resolve, findings }
}

/** A file with more unresolved templates than this names the first ones only. */
const MOST_NAMED = 20

export function listTemplateFindings(report: TemplateReport): readonly VarsFinding[] {
  const unresolved = [...report.unresolved].slice(0, MOST_NAMED)
  const code = report.left > 0 ? 'template-unresolved' : 'template-too-large'
  return unresolved.map((expression) => ({ code, detail: quote(expression) }) as const)
}
