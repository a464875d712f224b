import type { Facet, FacetValue } from '@/components/model/facet-groups'
import { foldText } from '@/lib/search/fold-text'
import { formatModelQuery, type ModelQuery, type Qualifier } from '@/lib/index/read/model-query'
import type { FacetView, ModelFacets } from '@/lib/views/model'
import { type ModelSearch, modelSearchHref } from './model-search'

/** At most this many values of a facet are shown, besides the chosen ones. */
const MAX_VALUES = 50

/** The facets beside the table, each value with the address that adds it to the search or removes it. */
export function facetLinks(
  facets: ModelFacets,
  query: ModelQuery,
  { search, stages }: { readonly search: ModelSearch; readonly stages: readonly string[] },
): readonly Facet[] {
  const facet = (id: Qualifier, title: string, values: FacetView): Facet => ({
    id,
    title,
    values: values.flatMap(({ value, count }, place): FacetValue[] => {
      const chosen = isChosen(query, id, value)
      if (place >= MAX_VALUES && !chosen) return []
      const q = formatModelQuery(toggleFilter(query, id, value))
      const href = modelSearchHref({ ...search, q, page: 1 })
      return [chosen ? [value, count, href, 'chosen'] : [value, count, href]]
    }),
  })
  return [
    facet(
      'stage',
      'Stages',
      facets.stages.toSorted((a, b) => stages.indexOf(a.value) - stages.indexOf(b.value)),
    ),
    facet('label', 'Labels', facets.labels),
    facet('owner', 'Owners', facets.owners),
    facet('repo', 'Repositories', facets.repos),
    facet('type', 'Types', facets.types),
  ]
}

function isChosen(query: ModelQuery, qualifier: Qualifier, value: string): boolean {
  return query.filters.some(
    (filter) =>
      filter.qualifier === qualifier &&
      !filter.negated &&
      filter.values.some((one) => foldText(one) === foldText(value)),
  )
}

/** A chosen value is removed from the filters that name it. Any other value becomes a filter of its own, so that both
 *  must match. */
function toggleFilter(query: ModelQuery, qualifier: Qualifier, value: string): ModelQuery {
  if (!isChosen(query, qualifier, value)) {
    const added = { qualifier, values: [value], negated: false }
    return { ...query, filters: [...query.filters, added] }
  }
  const filters = query.filters
    .map((filter) =>
      filter.qualifier === qualifier && !filter.negated
        ? { ...filter, values: filter.values.filter((one) => foldText(one) !== foldText(value)) }
        : filter,
    )
    .filter((filter) => filter.values.length > 0)
  return { ...query, filters }
}
