import type { DataValue, FileFact } from '@/lib/snapshot/types'
import { type DataMapping, isList, isMapping, isNothing, member, scalarText } from './data-value'
import type { Files } from './derived'
import { formatCount, LIMITS, PATH_LIMITS } from './limits'
import { type ProblemCode, quote } from './problem'
import { joinPath, repoPath, resolvePath } from './repo-path'
import type { StepBudget } from './step-budget'
import type { Scope } from './template'

export type VarsFinding = { readonly code: ProblemCode; readonly detail: string }

/** Where `vars` are read: the folder that their paths start from, and where to say what is wrong. */
export type VarsPlace = {
  readonly directory: string
  readonly files: Files
  readonly found: VarsFinding[]
  readonly budget: StepBudget
}

/** One file with more findings names the first ones. */
const MAX_FOUND = 100

/** Adds what was found, unless there is enough of it. */
export function addFinding({ found }: Pick<VarsPlace, 'found'>, finding: VarsFinding): void {
  if (found.length < MAX_FOUND) found.push(finding)
}

/** What templates of a `dvc.yaml` can name: `params.yaml` beside it, then its `vars`. */
export function readTopVars(vars: DataValue | undefined, place: VarsPlace): DataMapping {
  const params = place.files.read(joinPath(place.directory, 'params.yaml'), 'typed-yaml')
  const values = params.kind === 'data' && isMapping(params.value) ? params.value : {}
  return mergeVars(values, vars, place)
}

/** A scope with the `vars` of one stage added. */
export function extendScope(scope: Scope, vars: DataValue | undefined, place: VarsPlace): Scope {
  if (isNothing(vars)) return scope
  const { report, values, added } = scope
  return { report, values: mergeVars({ ...values, ...added }, vars, place) }
}

/** Reads a file of values by its extension; null for a kind that is not read. */
export function readValues(path: string, files: Files): FileFact | null {
  const form = valueForm(path)
  return form === null ? null : files.read(path, form)
}

function valueForm(path: string): 'json' | 'typed-yaml' | null {
  if (path.endsWith('.json')) return 'json'
  return /\.ya?ml$/.test(path) ? 'typed-yaml' : null
}

function mergeVars(
  values: DataMapping,
  vars: DataValue | undefined,
  place: VarsPlace,
): DataMapping {
  let merged = values
  const loaded = new Set<string>(['params.yaml'])
  for (const item of isList(vars) ? vars : []) {
    if (place.budget.isExhausted()) break
    const written = scalarText(item)
    if (written !== null && loaded.has(written)) continue
    if (written !== null) loaded.add(written)
    if (loaded.size > LIMITS.valueFiles) {
      const detail = `vars: the limit is ${formatCount(LIMITS.valueFiles)} files`
      addFinding(place, { code: 'list-too-long', detail })
      break
    }
    const added = written === null ? item : readImport(written, place)
    if (isMapping(added)) merged = merge(merged, added, place)
  }
  return merged
}

/** `path` or `path:key,key`, which takes only those top-level keys. */
function readImport(written: string, place: VarsPlace): DataValue | undefined {
  const colon = written.indexOf(':')
  const path = colon < 0 ? written : written.slice(0, colon)
  const keys =
    colon < 0
      ? []
      : written
          .slice(colon + 1)
          .split(',')
          .filter((key) => key !== '')
  const resolved = repoPath(place.directory, path)
  if (resolved === null) return report(whyNoPath(path), written, place)
  const fact = readValues(resolved, place.files)
  if (fact === null) return report('dvc-vars-unsupported', written, place)
  if (fact.kind === 'absent') return report('dvc-vars-missing', written, place)
  const values = fact.kind === 'data' ? fact.value : undefined
  if (keys.length === 0 || values === undefined) return values
  const picked = keys.flatMap((key) => {
    const value = member(values, key)
    if (value === undefined) report('dvc-vars-missing', `${path}:${key}`, place)
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(picked)
}

function whyNoPath(path: string): ProblemCode {
  return resolvePath('', path).kind === 'too-long' ? 'path-too-long' : 'path-outside-repository'
}

function report(code: ProblemCode, text: string, place: VarsPlace): undefined {
  const detail = code === 'path-too-long' ? `${quote(text)}: ${PATH_LIMITS}` : quote(text)
  addFinding(place, { code, detail })
}

/** DVC refuses to redefine a value; here the first one stays, and the clash is reported. */
function merge(into: DataMapping, added: DataMapping, place: VarsPlace): DataMapping {
  const entries = Object.entries(into)
  const more = Object.entries(added)
  if (!place.budget.spend(entries.length + more.length)) return into
  const merged = new Map(entries)
  for (const [key, value] of more) {
    const before = merged.get(key)
    if (before === undefined) merged.set(key, value)
    else if (isMapping(before) && isMapping(value)) merged.set(key, merge(before, value, place))
    else report('dvc-vars-conflict', key, place)
  }
  return Object.fromEntries(merged)
}
