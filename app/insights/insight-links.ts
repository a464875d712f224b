import type { InsightLinks } from '@/components/insights/insight-links'
import { hrefWith } from '@/components/ui/href-with'
import { buildFilter, EVERYTHING, type Query } from '@/lib/search/query'
import { buildTest } from '@/lib/search/toggle-value'
import { addConditions, fixedParams, type InsightSearch, insightsHref } from './insight-search'

/** Where the numbers of insights lead: the same models, narrowed by the condition that a number is about. */
export function buildInsightLinks(search: InsightSearch): InsightLinks {
  const { by } = search.asks
  const groupOf = (value: string | undefined): Query =>
    value === undefined ? EVERYTHING : buildFilter(by, buildTest({ qualifier: by, value }))
  const narrow = (value: string | undefined) =>
    value === undefined ? search.q : addConditions(search, [groupOf(value)])
  return {
    list: (of, { group, ...part } = {}) =>
      hrefWith('/insights/list', { of, ...fixedParams(search), ...part, q: narrow(group) }),
    models: (state, group) => {
      const isState = state === null ? [] : [buildFilter('is', { kind: 'text', text: state })]
      return hrefWith('/', { q: addConditions(search, [groupOf(group), ...isState]) })
    },
    group: (value) => insightsHref(search, { q: narrow(value) }),
    by: (by) => insightsHref(search, { by }),
    longer: insightsHref(search, { days: 365, since: '', until: '' }),
  }
}
