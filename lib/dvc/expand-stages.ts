import { type DataMapping, isList, isMapping, member } from '@/lib/repo-data/data-value'
import { formatCount, formatExceeded } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import type { DataValue } from '@/lib/snapshot/types'
import { printScalar } from './print-scalar'
import { interpolate, type Scope } from './template'
import { addFinding, checkVars, type DvcPlace } from './vars'

/** One stage of a `dvc.yaml` before its templates are resolved. */
export type StageInstance = {
  readonly name: string
  readonly group: string | null
  readonly definition: DataValue
  readonly scope: Scope
}

/** More stages of one file are not looked at (lineage.md, section 1): a `matrix` of a few lines can make millions. */
const MAX_STAGES = 20_000

/** Axes of a `matrix`. */
const MAX_AXES = 64

/** The stages of a `dvc.yaml` by name, `foreach` and `matrix` expanded. Of equal names, the last one counts. */
export function expandStages(
  dvc: DataValue,
  scope: Scope,
  place: DvcPlace,
): readonly StageInstance[] {
  const stages = member(dvc, 'stages')
  const expanded = new Map<string, StageInstance>()
  for (const [name, definition] of Object.entries(isMapping(stages) ? stages : {})) {
    for (const one of listInstances(name, definition, { scope, place })) {
      if (place.budget.isExhausted()) return [...expanded.values()]
      if (expanded.size === MAX_STAGES && !expanded.has(one.name)) {
        addFinding(place, 'dvc-too-many-stages', `the limit is ${formatCount(MAX_STAGES)}`)
        return [...expanded.values()]
      }
      expanded.set(one.name, one)
    }
  }
  return [...expanded.values()]
}

type Expanding = { readonly scope: Scope; readonly place: DvcPlace }

/** Generates the stages of a definition one by one, named as DVC names them. */
function* listInstances(
  name: string,
  definition: DataValue,
  { scope, place }: Expanding,
): Generator<StageInstance> {
  checkVars(member(member(definition, 'do') ?? definition, 'vars'), place)
  const foreach = member(definition, 'foreach')
  const matrix = member(definition, 'matrix')
  const build = (key: string, inner: DataValue, added: DataMapping): StageInstance => ({
    name: `${name}@${key}`,
    group: name,
    definition: inner,
    scope: { ...scope, added },
  })
  if (!isDefinition(definition)) addFinding(place, 'dvc-file-malformed', quote(`stages.${name}`))
  if (foreach !== undefined) {
    const template = member(definition, 'do') ?? null
    for (const [key, added] of listItems(interpolate(foreach, scope))) {
      yield build(key, template, added)
    }
  } else if (matrix !== undefined) {
    for (const item of listCombinations(interpolate(matrix, scope), place)) {
      const parts = Object.entries(item.values).map(
        ([axis, value]) => printScalar(value) ?? `${axis}${item.indexes[axis] ?? 0}`,
      )
      place.budget.spend(parts.reduce((length, one) => length + 1 + one.length, 1))
      const key = parts.join('-')
      yield build(key, definition, { key, item: item.values })
    }
  } else yield { name, group: null, definition, scope }
}

/** Whether a stage is written as DVC takes it, as far as what it repeats is concerned. */
function isDefinition(definition: DataValue): boolean {
  const [foreach, matrix] = [member(definition, 'foreach'), member(definition, 'matrix')]
  if (foreach !== undefined) {
    const isRepeated = isList(foreach) || isMapping(foreach) || typeof foreach === 'string'
    return isRepeated && isMapping(member(definition, 'do'))
  }
  if (!isMapping(definition)) return false
  return matrix === undefined || isMapping(matrix)
}

function listItems(items: DataValue): readonly (readonly [string, DataMapping])[] {
  if (isMapping(items)) return Object.entries(items).map(([key, item]) => [key, { key, item }])
  if (!isList(items)) return []
  const isPlain = items.every((item) => printScalar(item) !== null)
  return items.map((item, index) => [
    (isPlain ? printScalar(item) : null) ?? String(index),
    { item },
  ])
}

type Combination = { readonly values: DataMapping; readonly indexes: Record<string, number> }

function* listCombinations(matrix: DataValue, place: DvcPlace): Generator<Combination> {
  const axes = isMapping(matrix) ? Object.entries(matrix) : []
  if (axes.length > MAX_AXES) {
    addFinding(place, 'list-too-long', `matrix: ${formatExceeded(axes.length, 'axes', MAX_AXES)}`)
  }
  if (axes.length === 0 || axes.length > MAX_AXES) return
  // Otherwise all combinations of the other axes would be looked at for nothing.
  const areFilled = axes.every(([, values]) => isList(values) && values.length > 0)
  if (areFilled) yield* combine(axes, { values: {}, indexes: {} })
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
