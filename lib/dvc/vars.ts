import {
  type DataMapping,
  isList,
  isMapping,
  isNothing,
  member,
  scalarText,
} from '@/lib/repo-data/data-value'
import { formatCount, LIMITS, PATH_LIMITS } from '@/lib/repo-data/limits'
import { quotePath } from '@/lib/repo-data/quote'
import { joinPath, resolvePath } from '@/lib/repo-data/repo-path'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue, FileFact, FileForm } from '@/lib/snapshot/types'
import { isTemplated, type Scope } from './template'
import type { DvcFinding, DvcFindingCode } from './types'

/** Reads a file of the commit. */
export type ReadFile = (path: string, form: FileForm) => FileFact

/** Where a part of a `dvc.yaml` is read: the folder that its paths start from, and where to say what is wrong. */
export type DvcPlace = {
  readonly root: string
  readonly file: string
  readonly directory: string
  readonly read: ReadFile
  readonly found: DvcFinding[]
  readonly budget: StepBudget
}

/** One file with more findings of a code names the first ones. */
export const MAX_FOUND = 20

/** Adds what was found, unless there is enough of its code. */
export function addFinding(
  { found, file }: Pick<DvcPlace, 'found' | 'file'>,
  code: DvcFindingCode,
  detail: string,
): void {
  const same = found.filter((one) => one.code === code)
  const isKnown = same.some((one) => one.detail === detail && one.file === file)
  if (same.length < MAX_FOUND && !isKnown) found.push({ code, file, detail })
}

/** What templates of a `dvc.yaml` can name: `params.yaml` beside it, then its `vars`. */
export function readTopVars(
  vars: DataValue | undefined,
  place: DvcPlace,
): Pick<Scope, 'values' | 'loaded'> {
  const path = joinPath(place.directory, 'params.yaml')
  const params = place.read(path, 'typed-yaml')
  const values = params.kind === 'data' && isMapping(params.value) ? params.value : {}
  const loaded: Loaded = params.kind === 'absent' ? new Map() : new Map([[path, null]])
  checkVars(vars, place)
  return mergeVars({ values, loaded }, vars, place)
}

/** Adds a finding where `vars` have templates, which DVC refuses. */
export function checkVars(vars: DataValue | undefined, place: DvcPlace): void {
  if (isTemplated(vars)) addFinding(place, 'template-unresolved', 'vars: a template')
}

/** A scope with the `vars` of one stage added, whose paths start from the stage's folder. */
export function extendScope(scope: Scope, vars: DataValue | undefined, place: DvcPlace): Scope {
  if (isNothing(vars) || place.budget.isExhausted()) return scope
  const { report, added, loaded } = scope
  const values = { ...scope.values, ...added }
  return { report, ...mergeVars({ values, loaded }, vars, place) }
}

/** How a file of values is read: by its suffix, and as JSON or YAML where the suffix says nothing. */
export function findValueForm(path: string): FileForm {
  if (path.endsWith('.json')) return 'json'
  if (path.endsWith('.toml')) return 'toml'
  if (path.endsWith('.py')) return 'python'
  return /\.ya?ml$/.test(path) ? 'typed-yaml' : 'data'
}

type Vars = Pick<Scope, 'values' | 'loaded'>
type Loaded = Map<string, ReadonlySet<string> | null>

function mergeVars(before: Vars, vars: DataValue | undefined, place: DvcPlace): Vars {
  let merged = before.values
  const loaded: Loaded = new Map(before.loaded)
  for (const item of isList(vars) ? vars : []) {
    if (place.budget.isExhausted()) break
    const written = scalarText(item)
    const added = written === null ? item : readImport(written, place, loaded)
    if (isMapping(added)) merged = merge(merged, added, place)
    if (loaded.size > LIMITS.valueFiles) {
      addFinding(
        place,
        'list-too-long',
        `vars: the limit is ${formatCount(LIMITS.valueFiles)} files`,
      )
      break
    }
  }
  return { values: merged, loaded }
}

/** `path` or `path:key,key`, which takes only those top-level keys. */
function readImport(written: string, place: DvcPlace, loaded: Loaded): DataValue | undefined {
  const [name = '', list] = splitAtColon(written)
  const resolved = resolvePath(place.directory, /^\w+:\/\//.test(written) ? written : name)
  if (resolved.kind !== 'path') return report(whyNoPath(resolved.kind), written, place)
  const { path } = resolved
  const keys =
    list === null
      ? null
      : list
          .split(',')
          .map((key) => key.trim())
          .filter((key) => key !== '')
  const before = loaded.get(path)
  if (before === null && keys === null) return undefined
  if (before !== undefined && overlaps(before, keys))
    return report('dvc-vars-conflict', written, place)
  loaded.set(path, keys === null ? null : new Set([...(before ?? []), ...keys]))
  const form = findValueForm(path)
  const fact = place.read(path, form === 'data' ? 'typed-yaml' : form)
  if (fact.kind === 'absent') return report('dvc-vars-missing', written, place)
  const values = fact.kind === 'data' ? fact.value : undefined
  if (keys === null || values === undefined) return values
  const picked = keys.flatMap((key) => {
    const value = member(values, key)
    if (value === undefined) report('dvc-vars-missing', `${name}:${key}`, place)
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(picked)
}

function splitAtColon(written: string): readonly [string, string | null] {
  const colon = written.indexOf(':')
  return colon < 0 ? [written, null] : [written.slice(0, colon), written.slice(colon + 1)]
}

/** DVC refuses a part after the whole, the whole after a part, and a key twice. */
function overlaps(before: ReadonlySet<string> | null, keys: readonly string[] | null): boolean {
  return before === null || keys === null || keys.some((key) => before.has(key))
}

function whyNoPath(kind: 'url' | 'outside' | 'too-long'): DvcFindingCode {
  if (kind === 'url') return 'dvc-vars-unsupported'
  return kind === 'too-long' ? 'path-too-long' : 'path-outside-repository'
}

function report(code: DvcFindingCode, text: string, place: DvcPlace): undefined {
  const name = quotePath(text)
  addFinding(place, code, code === 'path-too-long' ? `${name}: ${PATH_LIMITS}` : name)
}

/** An entry that is copied takes as long as so many others that are visited. */
const COPY_STEPS = 8

/** DVC refuses to redefine a value, even with an equal one; here the first one stays, and the conflict is reported. */
function merge(into: DataMapping, added: DataMapping, place: DvcPlace): DataMapping {
  const entries = Object.entries(into)
  const more = Object.entries(added)
  if (!place.budget.spend(COPY_STEPS * (entries.length + more.length))) return into
  const merged = new Map(entries)
  for (const [key, value] of more) {
    const before = merged.get(key)
    if (before === undefined) merged.set(key, value)
    else if (isMapping(before) && isMapping(value)) merged.set(key, merge(before, value, place))
    else report('dvc-vars-conflict', key, place)
  }
  return Object.fromEntries(merged)
}
