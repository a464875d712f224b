import { hrefWith } from '@/components/ui/href-with'
import { isProduction } from '@/lib/search/production'
import { INSIGHT_LISTS, type InsightList } from '@/lib/views/insights'
import { countParam, firstParam, type SearchParams } from '../../search-params'
import { fixedParams, type InsightSearch, parseInsightSearch } from '../insight-search'

export const ENTRIES_PER_PAGE = 50

/** What the address of a list behind insights asks for. */
export type ListSearch = InsightSearch & {
  readonly of: InsightList
  /** Empty: all stages. */
  readonly stage: string
  /** All stages that users of the models meet. */
  readonly where: 'production' | ''
  readonly page: number
}

export function parseListSearch(params: SearchParams, now: Date): ListSearch {
  const of = INSIGHT_LISTS.find((one) => one === firstParam(params, 'of'))
  return {
    ...parseInsightSearch(params, now),
    of: of ?? 'promotions',
    stage: firstParam(params, 'stage', 300),
    where: firstParam(params, 'in') === 'production' ? 'production' : '',
    page: countParam(params, 'page', { fallback: 1, max: 1_000_000 }),
  }
}

/** Which stages a list is about; null: all, and what has none. */
export function findStageTest({
  stage,
  where,
}: Pick<ListSearch, 'stage' | 'where'>): ((one: string) => boolean) | null {
  if (stage !== '') return (one) => one === stage
  return where === 'production' ? isProduction : null
}

/** The address of a page of the list; as a file with another path. */
export function listHref(search: ListSearch, page = 1, path = '/insights/list'): string {
  const { of, stage, where } = search
  return hrefWith(path, {
    ...{ of, stage, in: where, ...fixedParams(search) },
    page: page === 1 ? null : page,
  })
}
