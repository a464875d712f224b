import type { DataValue } from '@/lib/snapshot/types'
import { type DataMapping, isList, isMapping, isNothing, member, scalarText } from './data-value'
import { addFinding, extendScope, type VarsPlace } from './dvc-vars'
import { formatExceeded, LIMITS, PATH_LIMITS } from './limits'
import { quote } from './problem'
import { resolvePath } from './repo-path'
import { interpolate, type Scope } from './template'

/** A stage of a `dvc.yaml` after `foreach`, `matrix` and templates; paths are from the repository's root. */
export type DvcStage = {
  readonly name: string
  /** The folder that its paths start from: `wdir`, else that of the `dvc.yaml`. */
  readonly directory: string
  readonly deps: readonly string[]
  /** All that it writes: outs, metrics and plots. */
  readonly outs: readonly string[]
  readonly metrics: readonly string[]
  /** Null keys: the whole file. */
  readonly params: readonly { readonly path: string; readonly keys: readonly string[] | null }[]
}

/** More stages than this are not looked at: a `matrix` of a few lines can make millions. */
const MAX_STAGES = 1000

/** Axes of a `matrix`. */
const MAX_AXES = 64

/** All stages of a `dvc.yaml`, each with what it says of metrics and params. */
export function expandStages(
  dvc: DataValue | undefined,
  scope: Scope,
  place: VarsPlace,
): readonly DvcStage[] {
  const stages = member(dvc, 'stages')
  const expanded: DvcStage[] = []
  for (const [name, definition] of Object.entries(isMapping(stages) ? stages : {})) {
    for (const one of listInstances(name, definition, { scope, place })) {
      if (expanded.length === MAX_STAGES) {
        place.found.push({ code: 'dvc-too-many-stages', detail: `the limit is ${MAX_STAGES}` })
        return expanded
      }
      if (place.budget.isExhausted()) return expanded
      expanded.push(deriveStage(one, place))
    }
  }
  return expanded
}

type Instance = { readonly name: string; readonly definition: DataValue; readonly scope: Scope }

type Expanding = { readonly scope: Scope; readonly place: VarsPlace }

/** Generates the stages of a definition one by one, named as DVC names them. */
function* listInstances(
  name: string,
  definition: DataValue,
  { scope, place }: Expanding,
): Generator<Instance> {
  const foreach = member(definition, 'foreach')
  const matrix = member(definition, 'matrix')
  if (foreach !== undefined) {
    const template = member(definition, 'do') ?? null
    for (const [key, added] of listItems(interpolate(foreach, scope))) {
      yield { name: `${name}@${key}`, definition: template, scope: addValues(scope, added) }
    }
  } else if (matrix !== undefined) {
    for (const item of listCombinations(interpolate(matrix, scope), place)) {
      const key = Object.entries(item.values).map(([axis, value]) =>
        formatKey(value, `${axis}${item.indexes[axis] ?? 0}`),
      )
      place.budget.spend(key.reduce((length, one) => length + one.length, 0))
      const added = { key: key.join('-'), item: item.values }
      yield { name: `${name}@${added.key}`, definition, scope: addValues(scope, added) }
    }
  } else yield { name, definition, scope }
}

function addValues(scope: Scope, added: DataMapping): Scope {
  return { ...scope, added }
}

function listItems(items: DataValue): readonly (readonly [string, DataMapping])[] {
  if (isMapping(items)) return Object.entries(items).map(([key, item]) => [key, { key, item }])
  if (!isList(items)) return []
  const isPlain = items.every((item) => item === null || typeof item !== 'object')
  return items.map((item, index) => [isPlain ? formatKey(item, '') : String(index), { item }])
}

function formatKey(value: DataValue, composite: string): string {
  return value !== null && typeof value === 'object' ? composite : String(value)
}

type Combination = { readonly values: DataMapping; readonly indexes: Record<string, number> }

function* listCombinations(matrix: DataValue, place: VarsPlace): Generator<Combination> {
  const axes = isMapping(matrix) ? Object.entries(matrix) : []
  if (axes.length > MAX_AXES) {
    const detail = `matrix: ${formatExceeded(axes.length, 'axes', MAX_AXES)}`
    addFinding(place, { code: 'list-too-long', detail })
  }
  if (axes.length === 0 || axes.length > MAX_AXES) return
  yield* combine(axes, { values: {}, indexes: {} })
}

function* combine(
  axes: readonly (readonly [string, DataValue])[],
  chosen: Combination,
): Generator<Combination> {
  const [first, ...rest] = axes
  if (first === undefined) {
    yield chosen
    return
  }
  const [axis, values] = first
  for (const [index, value] of (isList(values) ? values : []).entries()) {
    yield* combine(rest, {
      values: { ...chosen.values, [axis]: value },
      indexes: { ...chosen.indexes, [axis]: index },
    })
  }
}

function deriveStage({ name, definition, scope: outer }: Instance, place: VarsPlace): DvcStage {
  const wdir = scalarText(interpolate(member(definition, 'wdir') ?? null, outer))
  const resolved = resolvePath(place.directory, wdir ?? '')
  if (resolved.kind === 'too-long') reportTooLong(wdir ?? '', place)
  const directory = resolved.kind === 'path' ? resolved.path : place.directory
  const inside = { ...place, directory }
  const scope = extendScope(outer, member(definition, 'vars'), inside)
  const read = (key: string) =>
    listPaths(interpolate(member(definition, key) ?? null, scope), inside)
  const metrics = read('metrics')
  return {
    name,
    directory,
    deps: read('deps'),
    outs: [...read('outs'), ...read('plots'), ...metrics],
    metrics,
    params: listParams(interpolate(member(definition, 'params') ?? null, scope), inside),
  }
}

/** Paths of a list whose items are `path` or `path: {...}`. */
export function listPaths(items: DataValue, place: VarsPlace): readonly string[] {
  return (isList(items) ? items : []).flatMap((item) => {
    const written = isMapping(item) ? Object.keys(item) : [scalarText(item) ?? '']
    return written.flatMap((path) => readPath(path, place) ?? [])
  })
}

/** A path takes steps for itself, and for its characters. */
const PATH_STEPS = 8
const CHARACTERS = 16

/** The path from the root; null for a URL, the root itself, what is outside, and what is too long, which is reported. */
function readPath(written: string, place: VarsPlace): string | null {
  if (!place.budget.spend(PATH_STEPS + Math.min(written.length, LIMITS.pathBytes) / CHARACTERS))
    return null
  const resolved = resolvePath(place.directory, written)
  if (resolved.kind === 'too-long') reportTooLong(written, place)
  return resolved.kind === 'path' && resolved.path !== '' ? resolved.path : null
}

function reportTooLong(written: string, place: VarsPlace): void {
  addFinding(place, { code: 'path-too-long', detail: `${quote(written)}: ${PATH_LIMITS}` })
}

/** `- key` is a key of params.yaml, `- file: [key]` keys of a file, `- file:` all of it. */
function listParams(items: DataValue, place: VarsPlace): DvcStage['params'] {
  return (isList(items) ? items : []).flatMap((item) => {
    const key = scalarText(item)
    const files = key === null ? item : { 'params.yaml': [key] }
    return Object.entries(isMapping(files) ? files : {}).flatMap(([written, keys]) => {
      const path = readPath(written, place)
      return path === null ? [] : [{ path, keys: listKeys(keys) }]
    })
  })
}

function listKeys(keys: DataValue): readonly string[] | null {
  if (isNothing(keys)) return null
  const named = (isList(keys) ? keys : [keys]).flatMap((key) => scalarText(key) ?? [])
  return named.length === 0 ? null : named
}
