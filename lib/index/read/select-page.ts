import type { Query } from '@/lib/search/query'
import type { ModelSort } from '@/lib/search/sort'
import type { Search } from './find-models'
import type { Found } from './found'
import { type CatalogOrder, orderCatalog } from './order-catalog'
import { buildSortKeys } from './sort-keys'

export type PageAsked = {
  readonly query: Query
  readonly sort: ModelSort
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

export type PageModel = { readonly repo: string; readonly name: string }

/** One page of the found models in the asked order, equal ones by name and then by repository. */
export function selectPage(
  search: Search,
  found: Found,
  { query, sort, page, pageSize }: PageAsked,
): readonly PageModel[] {
  const order = orderCatalog(search.catalog)
  const listed = listFound(order, found)
  const from = (page - 1) * pageSize
  const isByName = sort.column.kind === 'name' && sort.direction === 'up'
  const chosen = isByName
    ? listed.subarray(from, from + pageSize)
    : selectLeast(listed, buildSortKeys(search, listed, { query, sort }), from + pageSize).slice(
        from,
      )
  return Array.from(chosen, (number) => {
    const repo = order.repos[order.repoOf[number] ?? 0]
    const name = repo?.catalog.names[number - repo.start]
    return { repo: repo?.slug ?? '', name: name ?? '' }
  })
}

/** The numbers of the found models, by name and repository. */
function listFound({ repos, byName }: CatalogOrder, found: Found): Uint32Array {
  const mask = new Uint8Array(byName.length)
  for (const { slug, start } of repos) mask.set(found.get(slug) ?? [], start)
  const listed = new Uint32Array(byName.length)
  let count = 0
  for (let at = 0; at < byName.length; at += 1) {
    const number = byName[at] ?? 0
    if (mask[number] === 0) continue
    listed[count] = number
    count += 1
  }
  return listed.subarray(0, count)
}

/** The first `most` by key, equal ones in the order in which they are listed. */
function selectLeast(listed: Uint32Array, keys: Float64Array, most: number): readonly number[] {
  const limit = keys.slice().sort()[most - 1] ?? Number.POSITIVE_INFINITY
  const below: number[] = []
  const equal: number[] = []
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? Number.NaN
    if (key < limit) below.push(at)
    else if (key === limit && equal.length < most) equal.push(at)
  }
  below.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
  return [...below, ...equal].slice(0, most).map((at) => listed[at] ?? 0)
}
