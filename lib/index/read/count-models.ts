import { LIMITS } from '@/lib/repo-data/limits'
import { parseAlias } from '@/lib/search/alias'
import type { FacetView, ModelFacets, OwnerFacetView } from '@/lib/views/model'
import type { Catalog } from './catalog'
import { countFacets, type FacetCounts, listCounts, listOfKind } from './count-catalog'
import type { Searcher } from './evaluate-query'
import { countModels, type Found, intersect } from './found'
import type { IndexState } from './index-state'
import { findOwned, findStale, findWaiting } from './virtual-states'

export type ModelCounts = { readonly total: number; readonly facets: ModelFacets }

/** More values than a person reads. The search finds the others. */
const MAX_VALUES = 100

/** The qualifiers whose values are counted as if the query did not filter by them. */
export const FACET_QUALIFIERS = ['label', 'owner', 'stage', 'repo', 'type', 'is', 'has'] as const

type FacetQualifier = (typeof FACET_QUALIFIERS)[number]

export type Counted = Searcher & {
  readonly catalog: Catalog
  /** Null: all models. */
  readonly found: Found | null
  /** What the query finds without its filters of a qualifier, where it has any. */
  readonly others: Readonly<Record<string, Found | null>>
  readonly state: IndexState
  readonly kind: string | null
}

/**
 * How many models were found, and how many of them have each value of each qualifier: the most frequent first, at most 100
 * values each. The filters of a facet do not narrow its own values, of which one more can be chosen.
 */
export function countFound(counted: Counted): ModelCounts {
  const { catalog, kind } = counted
  const ofKind = (found: Found | null) => (kind === null ? found : listOfKind(catalog, found, kind))
  const found = ofKind(counted.found)
  const others = Object.fromEntries(
    Object.entries(counted.others).map(([qualifier, names]) => [qualifier, ofKind(names)]),
  )
  const counts = countFacets(catalog, found)
  const countsOf = (qualifier: FacetQualifier) =>
    countFacets(catalog, baseOf({ found, others }, qualifier))
  const facet = (qualifier: FacetQualifier) => buildFacet(countsOf(qualifier), qualifier)
  return {
    // Every model is in exactly one repository.
    total: listCounts(counts, 'repo').reduce((sum, { count }) => sum + count, 0),
    facets: {
      labels: facet('label'),
      owners: addAliases(facet('owner'), countsOf('owner')),
      stages: facet('stage'),
      repos: facet('repo'),
      // Of all kinds: choosing another type leads to the tab of all.
      types: buildFacet(countFacets(catalog, baseOf(counted, 'type')), 'type'),
      states: [...facet('is'), ...listVirtualStates({ ...counted, found, others })],
      parts: facet('has'),
      kinds: buildFacet(countFacets(catalog, counted.found), 'kind'),
    },
  }
}

/** The states that no row has, because time, the journal or the requester decides, with the models in each. */
export function listVirtualStates({ catalog, found, others, state, now, me }: Counted): FacetView {
  const base = baseOf({ found, others }, 'is')
  const states = [
    { value: 'stale', count: countAmong(base, findStale(catalog, now)) },
    { value: 'waiting', count: countAmong(base, findWaiting(catalog, state.waiting)) },
    {
      value: 'mine',
      count:
        me.length === 0
          ? 0
          : countAmong(baseOf({ found, others }, 'owner'), findOwned(catalog, me)),
    },
  ]
  return states.filter(({ count }) => count > 0)
}

/** How many of the models were found. */
function countAmong(found: Found | null, models: Found): number {
  return countModels(found === null ? models : intersect([found, models]))
}

/** What is counted for a qualifier: what was found without its filters. Null: all models. */
function baseOf(
  { found, others }: Pick<Counted, 'found' | 'others'>,
  qualifier: FacetQualifier,
): Found | null {
  const other = others[qualifier]
  return other === undefined ? found : other
}

/** The most frequent values of a qualifier, at most 100. */
export function buildFacet(counts: FacetCounts, qualifier: string): FacetView {
  return listCounts(counts, qualifier).slice(0, MAX_VALUES)
}

/** The owners with the other names and addresses that the counted models know of them. */
function addAliases(owners: FacetView, counts: FacetCounts): OwnerFacetView {
  const known = new Map(owners.map(({ value }) => [value, [] as string[]]))
  for (const facet of counts.keys()) {
    const found = parseAlias(facet)
    const aliases = found === null ? undefined : known.get(found.name)
    if (found !== null && aliases !== undefined && aliases.length < LIMITS.ownerAliases)
      aliases.push(found.alias)
  }
  return owners.map((owner) => ({ ...owner, aliases: (known.get(owner.value) ?? []).sort() }))
}
