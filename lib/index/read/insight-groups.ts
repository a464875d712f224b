import type { Source } from '@/lib/insights/figures'
import { countGroups, forEachOf, type GroupedSource } from '@/lib/insights/group-figures'
import { openNumbers } from '@/lib/insights/numbers'
import type { Period } from '@/lib/insights/period'
import { isProduction } from '@/lib/search/production'
import type { GroupFiguresView, InsightGroup } from '@/lib/views/insights'
import { type Lists, listAt, type RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'
import type { Found } from './found'

/** The models in each state. */
export type StateModels = Readonly<Record<'stale' | 'unpromoted' | 'unsigned', Found>>

const MAX_GROUPS = 50

type Asked = {
  readonly by: InsightGroup
  readonly period: Period
  readonly states: StateModels
}

type Read = { readonly catalog: Catalog; readonly sources: readonly Source[] }

/** The figures by repository, owner or label: most promotions first, then most models, then by name. */
export function countInsightGroups(
  { catalog, sources }: Read,
  { by, period, states }: Asked,
): { readonly groups: readonly GroupFiguresView[]; readonly moreGroups: number } {
  const values = openNumbers()
  const grouped = [...catalog.values()].map((repo, at): GroupedSource & { repo: RepoCatalog } => {
    const source = sources[at] as Source
    return { ...source, repo, groups: listGroups(repo, by, values.numberOf) }
  })
  const names = values.list()
  const figures = countGroups(grouped, period, { count: names.length, isProduction })
  const counts = Object.fromEntries(
    Object.entries(states).map(([state, found]) => [
      state,
      countState(
        grouped,
        [...catalog.keys()].map((slug) => found.get(slug)),
        names.length,
      ),
    ]),
  )
  const groups = figures
    .map((one, at) => ({
      value: names[at] ?? '',
      ...one,
      stale: counts.stale?.[at] ?? 0,
      unpromoted: counts.unpromoted?.[at] ?? 0,
      unsigned: counts.unsigned?.[at] ?? 0,
    }))
    .filter(({ models }) => models > 0)
    .sort(
      (a, b) => b.promotions - a.promotions || b.models - a.models || (a.value < b.value ? -1 : 1),
    )
  return {
    groups: groups.slice(0, MAX_GROUPS),
    moreGroups: Math.max(0, groups.length - MAX_GROUPS),
  }
}

/** The groups of each model: the values of its facets of that kind. */
function listGroups(
  { facets, ofModels, names }: RepoCatalog,
  by: InsightGroup,
  numberOf: (value: string) => number,
): Lists {
  const prefix = `${by}:`
  const groupOf = facets.map((facet) =>
    facet.startsWith(prefix) ? numberOf(facet.slice(prefix.length)) : null,
  )
  const starts = new Uint32Array(names.length + 1)
  const items: number[] = []
  for (let model = 0; model < names.length; model += 1) {
    for (const facet of listAt(ofModels, model)) {
      const group = groupOf[facet]
      if (group != null) items.push(group)
    }
    starts[model + 1] = items.length
  }
  return { starts, items: Uint32Array.from(items) }
}

function countState(
  sources: readonly GroupedSource[],
  masks: readonly (Uint8Array | undefined)[],
  count: number,
): Uint32Array {
  const counts = new Uint32Array(count)
  for (const [at, source] of sources.entries()) {
    const mask = masks[at] ?? new Uint8Array(0)
    for (let model = 0; model < mask.length; model += 1) {
      if (mask[model] === 1)
        forEachOf(source, model, (group) => {
          counts[group] = (counts[group] ?? 0) + 1
        })
    }
  }
  return counts
}
