import type { InsightList } from '@/lib/views/insights'
import { openEntryList } from './entry-list'
import { forEachEntry, type Source } from './figures'
import type { Period } from './period'
import { buildSpread, type Spread } from './spread'

/** A source, and the groups that its models are in: a list of numbers for each place. */
export type GroupedSource = Source & {
  readonly groups: { readonly starts: Uint32Array; readonly items: Uint32Array }
}

/** What is counted of the models of a group. */
export type GroupFigures = {
  readonly models: number
  readonly promotions: number
  /** In stages that users of the models meet. */
  readonly toProduction: number
  readonly leadTime: Spread | null
  readonly rollbacks: number
}

/** The figures of each of `count` groups, by its number. */
export function countGroups(
  sources: readonly GroupedSource[],
  period: Period,
  {
    count,
    isProduction,
  }: { readonly count: number; readonly isProduction: (stage: string) => boolean },
): readonly GroupFigures[] {
  const models = new Uint32Array(count)
  const promotions = new Uint32Array(count)
  const toProduction = new Uint32Array(count)
  const rollbacks = new Uint32Array(count)
  const leads = Array.from({ length: count }, (): number[] => [])
  const add = (counts: Uint32Array) => (group: number) => {
    counts[group] = (counts[group] ?? 0) + 1
  }
  for (const source of sources) {
    const live = source.history.stages.map(isProduction)
    const each = (kind: InsightList, of: 'all' | 'production', use: Use) =>
      forEachGroup(source, { kind, period, live: of === 'all' ? null : live }, use)
    for (let model = 0; model < source.models.length; model += 1)
      if (source.models[model] === 1) forEachOf(source, model, add(models))
    each('promotions', 'all', add(promotions))
    each('promotions', 'production', add(toProduction))
    each('rollbacks', 'production', add(rollbacks))
    each('commit-to-stage', 'production', (group, seconds) => leads[group]?.push(seconds))
  }
  return leads.map((seconds, group) => ({
    models: models[group] ?? 0,
    promotions: promotions[group] ?? 0,
    toProduction: toProduction[group] ?? 0,
    leadTime: buildSpread(seconds),
    rollbacks: rollbacks[group] ?? 0,
  }))
}

type Use = (group: number, seconds: number) => void

function forEachGroup(
  source: GroupedSource,
  asked: {
    readonly kind: InsightList
    readonly period: Period
    /** By the number of a stage, whether it counts; null: all do. */
    readonly live: readonly boolean[] | null
  },
  use: Use,
): void {
  const { kind, period, live } = asked
  const list = openEntryList(kind, source.history, period)
  forEachEntry(list, source, (place, model) => {
    if (live !== null && live[list.stage?.[place] ?? 0] !== true) return
    const seconds = list.seconds(place)
    forEachOf(source, model, (group) => use(group, seconds))
  })
}

/** The groups of a model. */
export function forEachOf(
  { groups: { starts, items } }: Pick<GroupedSource, 'groups'>,
  model: number,
  use: (group: number) => void,
): void {
  const end = starts[model + 1] ?? 0
  for (let at = starts[model] ?? 0; at < end; at += 1) use(items[at] ?? 0)
}
