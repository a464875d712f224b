import { type Facet, type FacetValue, SHOWN } from '@/components/model/facet-groups'
import { formatOwnerName, listAddresses } from '@/components/model/owner-name'
import { foldText } from '@/lib/search/fold-text'
import { formatQuery, formatTyped } from '@/lib/search/format-query'
import { parseQuery } from '@/lib/search/parse-query'
import { joinAll, type Qualifier, type Query } from '@/lib/search/query'
import { isChosen, listChosen, toggleValue } from '@/lib/search/toggle-value'
import type { FacetView, ModelFacets } from '@/lib/views/model'
import { keptParams, type ModelSearch, modelSearchHref } from './model-search'

/** At most this many values of a facet are shown, besides the chosen ones. */
const MAX_VALUES = 50

type Value = { readonly qualifier: Qualifier; readonly value: string; readonly title: string }

/** What may need someone to act, the most pressing first. */
const NEEDS: readonly (Value & { readonly count: string })[] = [
  { qualifier: 'is', value: 'behind', title: 'Production is behind', count: 'behind' },
  { qualifier: 'is', value: 'unsigned', title: 'Unsigned in production', count: 'unsigned' },
  { qualifier: 'is', value: 'waiting', title: 'Waiting for approval', count: 'waiting' },
  { qualifier: 'is', value: 'stale', title: 'Stale in production', count: 'stale' },
  {
    qualifier: 'is',
    value: 'stale-lineage',
    title: 'Lineage is stale',
    count: 'stale-lineage',
  },
  { qualifier: 'is', value: 'unpromoted', title: 'Never promoted', count: 'unpromoted' },
  { qualifier: 'has', value: 'problems', title: 'Problems', count: 'problems' },
  { qualifier: 'owner', value: '@me', title: 'Mine', count: 'mine' },
]

type Context = {
  readonly query: Query
  readonly search: ModelSearch
  readonly stages: readonly string[]
}

/** The facets beside the table, each value with the address that adds it to the search or removes it. */
export function facetLinks(facets: ModelFacets, context: Context): readonly Facet[] {
  const { stages } = context
  const byOrder = facets.stages.toSorted(
    (a, b) => stages.indexOf(a.value) - stages.indexOf(b.value),
  )
  return [
    { id: 'needs', title: 'Needs attention', values: listNeeds(facets, context), kept: null },
    buildFacet('stage', 'Stages', byOrder, context),
    buildFacet('label', 'Labels', facets.labels, context),
    buildOwners(facets.owners, context),
    buildFacet('repo', 'Repositories', facets.repos, context),
    buildFacet('type', 'Types', facets.types, context),
  ]
}

function listNeeds({ states, parts }: ModelFacets, context: Context): FacetValue[] {
  const counts = new Map([...states, ...parts].map(({ value, count }) => [value, count]))
  return NEEDS.flatMap(({ count, ...need }) => {
    const found = counts.get(count) ?? 0
    return found > 0 || isChosen(context.query, need) ? [buildValue(need, found, context)] : []
  })
}

function buildFacet(
  qualifier: Qualifier,
  title: string,
  values: FacetView,
  context: Context,
): Facet {
  const listed = values.flatMap(({ value, count }, place) => {
    const named = { qualifier, value, title: value }
    const isShown = place < MAX_VALUES || isChosen(context.query, named)
    return isShown ? [buildValue(named, count, context)] : []
  })
  // What was chosen can be given up where no model is left that has it.
  const known = new Set(values.flatMap(listNames).map(foldText))
  const missing = listChosen(context.query, qualifier).filter((one) => !known.has(foldText(one)))
  listed.push(...missing.map((value) => buildValue({ qualifier, value, title: value }, 0, context)))
  return { id: qualifier, title, values: listed, kept: listKept(listed, context) }
}

/** A value and, of an owner, its other names. */
function listNames(value: FacetView[number] | ModelFacets['owners'][number]): readonly string[] {
  return 'aliases' in value ? [value.value, ...value.aliases] : [value.value]
}

/** The fields of a search for a value; null where all values are in sight. */
function listKept(values: readonly FacetValue[], { search }: Context): Facet['kept'] {
  if (values.length <= SHOWN) return null
  return Object.entries({ ...keptParams(search), q: search.q || null }).flatMap(([name, value]) =>
    value === null ? [] : [[name, String(value)] as const],
  )
}

/** The search with what was typed into the search of a facet: one of its values, or the beginning of one. Part of a name
 *  is enough for an owner. */
export function addTyped(query: Query, facet: string, typed: string): Query {
  const qualifier = FACETS.find((one) => one === facet)
  if (qualifier === undefined || typed === '') return query
  const isOwner = qualifier === 'owner'
  const asked = parseQuery(`${qualifier}:${formatTyped(typed)}${isOwner ? '' : '*'}`).query
  return joinAll([query, asked])
}

const FACETS = ['stage', 'label', 'owner', 'repo', 'type'] as const

/** Owners by their short names, each with the addresses as a tip. */
function buildOwners(owners: ModelFacets['owners'], context: Context): Facet {
  const facet = buildFacet('owner', 'Owners', owners, context)
  const aliases = new Map(owners.map((owner) => [owner.value, owner.aliases]))
  const values = facet.values.map(([value, count, href, chosen = null]): FacetValue => {
    const addresses = listAddresses([value, ...(aliases.get(value) ?? [])])
    const shown = [formatOwnerName(value), count, href, chosen] as const
    return addresses.length === 0 ? shown : [...shown, addresses.join('\n')]
  })
  return { ...facet, values }
}

function buildValue(
  { title, ...value }: Value,
  count: number,
  { query, search }: Context,
): FacetValue {
  const q = formatQuery(toggleValue(query, value))
  const href = modelSearchHref({ ...search, q, page: 1 })
  return isChosen(query, value) ? [title, count, href, 'chosen'] : [title, count, href]
}
