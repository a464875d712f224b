import { hrefWith } from '@/components/ui/href-with'
import { foldText } from '@/lib/search/fold-text'
import { formatMeasure, parseMeasure, splitNames } from '@/lib/search/measure-name'
import { formatModelSort, type ModelSort, parseModelSort } from '@/lib/search/sort'
import { countParam, firstParam, type SearchParams } from '../search-params'

const USUAL_SIZE = 50

/** The state of the models page, all of it in the address. */
export type ModelSearch = {
  readonly q: string
  /** The type whose tab is shown, `all` for all of them; null: the usual one of the search. */
  readonly kind: string | null
  /** Null: the usual order of the search. */
  readonly sort: ModelSort | null
  readonly page: number
  readonly pageSize: number
  /** Null: the default columns. */
  readonly columns: readonly string[] | null
  /** The past instant as the address has it; empty: now. */
  readonly at: string
}

/** Parses the address. Unknown or invalid parameters are ignored. */
export function parseModelSearch(params: SearchParams): ModelSearch {
  const columns = [params.columns ?? []].flat().flatMap(splitNames)
  return {
    q: firstParam(params, 'q').trim(),
    kind: foldText(firstParam(params, 'tab', 255)) || null,
    sort: parseModelSort(firstParam(params, 'sort')),
    page: countParam(params, 'page', { fallback: 1, max: 1_000_000 }),
    pageSize: countParam(params, 'pageSize', { fallback: USUAL_SIZE, max: 200 }),
    columns: columns.length > 0 ? columns.slice(0, 100).map(formatColumn) : null,
    at: firstParam(params, 'at', 40),
  }
}

/** Each column has one spelling, so that a metric is one column however it is quoted. */
function formatColumn(id: string): string {
  const measure = parseMeasure(id)
  return measure === null ? id : formatMeasure(measure)
}

/** The address of a state, without default values. */
export function modelSearchHref(search: ModelSearch): string {
  return hrefWith('/', addressParams(search))
}

/** All parameters of the address of a search. */
export function addressParams(search: ModelSearch): ReturnType<typeof keptParams> {
  return { ...keptParams(search), q: search.q, page: search.page > 1 ? search.page : null }
}

/** The address of all models that the tab of a search has, whatever their order, columns and page. */
export function wholeSearchHref({ q }: ModelSearch, kind: string): string {
  return hrefWith('/', { tab: kind, q })
}

/** The parameters that stay when the search words or the page change. */
export function keptParams(search: ModelSearch): Record<string, string | number | null> {
  return {
    tab: search.kind,
    sort: search.sort === null ? null : formatModelSort(search.sort),
    pageSize: search.pageSize === USUAL_SIZE ? null : search.pageSize,
    columns: search.columns?.join(',') ?? null,
    at: search.at || null,
  }
}

/** The parameters of a search that stay when another instant is shown. */
export function keptOverTime(search: ModelSearch): Record<string, string> {
  const kept = { ...keptParams({ ...search, at: '' }), q: search.q }
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) =>
      value === null ? [] : [[name, String(value)]],
    ),
  )
}
