import type { Tab } from '@/components/ui/tab-links'
import { formatPlain } from '@/components/ui/visible-text'
import { hasFilter, MODEL_KIND, type Query } from '@/lib/search/query'
import type { FacetView } from '@/lib/views/model'
import { type ModelSearch, modelSearchHref } from './model-search'

/** The tab of all types. */
export const ALL_KINDS = 'all'

/** A tab for each type: models, then the others, then all of them. None where there are only models. */
export function listTabs(kinds: FacetView, search: ModelSearch): readonly Tab[] {
  const others = kinds.filter(({ value }) => value !== MODEL_KIND)
  if (others.length === 0) return []
  const countOf = (kind: string) => kinds.find(({ value }) => value === kind)?.count ?? 0
  const tab = (kind: string, label: string, count: number): Tab => ({
    id: kind,
    label,
    count,
    href: modelSearchHref({ ...search, kind, page: 1 }),
  })
  return [
    tab(MODEL_KIND, 'Models', countOf(MODEL_KIND)),
    ...others.slice(0, MAX_TABS).map(({ value, count }) => tab(value, formatPlural(value), count)),
    tab(
      ALL_KINDS,
      'All',
      kinds.reduce((sum, { count }) => sum + count, 0),
    ),
  ]
}

/** `dataset` as `Datasets`. */
function formatPlural(type: string): string {
  return formatPlain(
    `${type.charAt(0).toUpperCase()}${type.slice(1)}${type.endsWith('s') ? '' : 's'}`,
  )
}

/** Types of artifacts that have a tab; the facet has the others. */
const MAX_TABS = 5

/** The type that a tab has; null: all types. */
export function findKindOf(tab: string): string | null {
  return tab === ALL_KINDS ? null : tab
}

/** A search for a type is one over all types. */
export function findUsualKind(query: Query): string {
  return hasFilter(query, 'type') ? ALL_KINDS : MODEL_KIND
}
