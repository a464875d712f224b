import { isList, isMapping, member } from '@/lib/repo-data/data-value'
import { LIMITS } from '@/lib/repo-data/limits'
import { matchWildcards } from '@/lib/repo-data/match-wildcards'
import type { StepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { flattenInto, type Scalar } from './values'

/**
 * The values that keys of `params:` name (lineage.md, section 4): `train` takes all below it, `layers.0.units` an item of
 * a list, `models.moo*` each key that the glob matches. Ends when the budget is exhausted.
 */
export function selectKeys(
  data: DataValue,
  keys: ReadonlySet<string>,
  budget: StepBudget,
): ReadonlyMap<string, Scalar> {
  const found = new Map<string, Scalar>()
  for (const key of keys) {
    for (const [name, value] of selectKey(data, key, budget)) {
      if (!budget.spend(1)) return found
      if (!found.has(name)) flattenInto(found, name, value)
    }
  }
  return found
}

/** The names and values that one key names in the data, as they stand there. */
export function selectKey(
  data: DataValue,
  key: string,
  budget: StepBudget,
): readonly (readonly [string, DataValue])[] {
  const whole = member(data, key)
  if (whole !== undefined) return [[key, whole]]
  let found: readonly (readonly [string, DataValue])[] = [['', data]]
  for (const part of key.split('.')) {
    found = found.flatMap(([name, value]) =>
      listParts(value, part, budget).map(([own, inner]) => [joinName(name, own), inner] as const),
    )
  }
  return found
}

function joinName(name: string, part: string): string {
  return name === '' ? part : `${name}.${part}`
}

function listParts(
  value: DataValue,
  part: string,
  budget: StepBudget,
): readonly (readonly [string, DataValue])[] {
  const own = isList(value)
    ? /^\d{1,6}$/.test(part)
      ? value[Number(part)]
      : undefined
    : member(value, part)
  if (own !== undefined) return [[part, own]]
  if (
    part.length > LIMITS.nameBytes ||
    !/[*?]/.test(part) ||
    typeof value !== 'object' ||
    value === null
  )
    return []
  const entries = isList(value) || isMapping(value) ? Object.entries(value) : []
  return entries.filter(([key]) => budget.spend(key.length + 1) && matchWildcards(key, part))
}
