import type { DataValue } from '@/lib/snapshot/types'
import { type DataMapping, member } from './data-value'
import type { DeriveCache } from './derive-cache'
import type { Files } from './derived'
import { type DvcStage, expandStages, listPaths } from './dvc-stages'
import { readTopVars, type VarsFinding } from './dvc-vars'
import { formatCount } from './limits'
import { quote } from './problem'
import { joinPath } from './repo-path'
import { openStepBudget } from './step-budget'
import { interpolate, isTemplated, openReport, type TemplateReport } from './template'

/** The `dvc.yaml` of one folder, its templates resolved; all empty when there is none. */
export type DvcFolder = {
  readonly stages: readonly DvcStage[]
  /** The files that its top-level `metrics` and `params` name, from the root. */
  readonly metrics: readonly string[]
  readonly params: readonly string[]
  /** Resolves an entry's templates; what is wrong in them goes to the caller's report alone. */
  readonly resolve: (value: DataValue, report: TemplateReport) => DataValue
  /** What is wrong with the file's variables, stages, metrics and params. */
  readonly findings: () => readonly VarsFinding[]
}

/** Steps for one file: a file of a few lines can say that its lines are repeated many times over. */
const FILE_STEPS = 2_000_000

/** Reads variables only if a template asks for one. */
export function openDvcFolder(directory: string, files: Files, cache: DeriveCache): DvcFolder {
  const place = { directory, cache }
  const expanded = cache.memoize(`dvc ${directory}`, files, (read) => expand(read, place))
  let vars: Vars | null = expanded.usesVars ? readVars(files, place) : null
  const resolve = (value: DataValue, report: TemplateReport) => {
    if (!isTemplated(value)) return value
    vars ??= readVars(files, place)
    return interpolate(value, { values: vars.values, report })
  }
  const { stages, metrics, params, found } = expanded
  const findings = () => [...(vars?.found ?? []), ...found]
  return { stages, metrics, params, resolve, findings }
}

type Place = { readonly directory: string; readonly cache: DeriveCache }
type Vars = { readonly values: DataMapping; readonly found: readonly VarsFinding[] }

function readDvc(files: Files, directory: string): DataValue {
  const fact = files.read(joinPath(directory, 'dvc.yaml'), 'yaml')
  return fact.kind === 'data' ? fact.value : null
}

function readVars(files: Files, { directory, cache }: Place): Vars {
  return cache.memoize(`vars ${directory}`, files, (read) => {
    const found: VarsFinding[] = []
    const budget = openStepBudget(FILE_STEPS, cache.budget)
    const vars = member(readDvc(read, directory), 'vars')
    const values = readTopVars(vars, { directory, files: read, found, budget })
    return { values, found: budget.isExhausted() ? [...found, BUDGET_EXCEEDED] : found }
  })
}

type Expanded = Pick<DvcFolder, 'stages' | 'metrics' | 'params'> & {
  readonly usesVars: boolean
  readonly found: readonly VarsFinding[]
}

function expand(files: Files, { directory, cache }: Place): Expanded {
  const dvc = readDvc(files, directory)
  const usesVars = ['stages', 'metrics', 'params'].some((key) => isTemplated(member(dvc, key)))
  const values = usesVars ? readVars(files, { directory, cache }).values : {}
  const budget = openStepBudget(FILE_STEPS, cache.budget)
  const report = openReport(budget)
  const scope = { values, report }
  const place = { directory, files, found: [] as VarsFinding[], budget }
  const read = (key: string) => listPaths(interpolate(member(dvc, key) ?? null, scope), place)
  const [stages, metrics, params] = [
    expandStages(dvc, scope, place),
    read('metrics'),
    read('params'),
  ]
  const found = [...place.found, ...listTemplateFindings(report)]
  return { stages, metrics, params, usesVars, found }
}

const BUDGET_EXCEEDED: VarsFinding = {
  code: 'too-much-work',
  detail: `dvc.yaml: the limit is ${formatCount(FILE_STEPS)} steps`,
}

/** A file with more unresolved templates than this names the first ones only. */
const MAX_NAMED = 20

export function listTemplateFindings(report: TemplateReport): readonly VarsFinding[] {
  const unresolved = [...report.unresolved].slice(0, MAX_NAMED)
  const code = report.left > 0 ? 'template-unresolved' : 'template-too-large'
  const named = unresolved.map((expression) => ({ code, detail: quote(expression) }) as const)
  return report.budget.isExhausted() ? [...named, BUDGET_EXCEEDED] : named
}
