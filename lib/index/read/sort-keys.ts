import { storableText } from '@/lib/database/storable-json'
import { foldText } from '@/lib/search/fold-text'
import { listWords, type Query } from '@/lib/search/query'
import type { ModelSort } from '@/lib/search/sort'
import { formatColumnKey } from './catalog-columns'
import type { Search } from './find-models'
import { type CatalogOrder, orderCatalog, rankOwners } from './order-catalog'

type Sorted = { readonly query: Query; readonly sort: ModelSort }

/** A key of each listed model: the least are first, and those without a value are last in either direction. */
export function buildSortKeys(search: Search, listed: Uint32Array, sorted: Sorted): Float64Array {
  const order = orderCatalog(search.catalog)
  const sign = sorted.sort.direction === 'down' ? -1 : 1
  const keysOf = order.repos.map((repo) => openKey(search, repo, sorted))
  const starts = order.repos.map(({ start }) => start)
  const keys = new Float64Array(listed.length)
  for (let index = 0; index < listed.length; index += 1) {
    const number = listed[index] ?? 0
    const at = order.repoOf[number] ?? 0
    const key = keysOf[at]?.(number - (starts[at] ?? 0)) ?? Number.NaN
    keys[index] = Number.isNaN(key) ? Number.POSITIVE_INFINITY : sign * key
  }
  return keys
}

type Repo = CatalogOrder['repos'][number]

/** The key of the model at a place of the repository. */
function openKey(
  { catalog, columns }: Search,
  { slug, start, catalog: repo }: Repo,
  { query, sort: { column } }: Sorted,
): (place: number) => number {
  const read = (values: ArrayLike<number> | undefined) => (place: number) =>
    values?.[place] ?? Number.NaN
  switch (column.kind) {
    case 'name':
      return read(orderCatalog(catalog).nameRanks.subarray(start))
    case 'repo':
      return () => start
    case 'updated':
    case 'registered':
    case 'promoted':
    case 'versions':
      return read(repo[column.kind])
    case 'owner':
      return read(rankOwners(catalog).get(repo))
    case 'match':
      return openRank(repo.names, query)
    default:
      return read(columns.get(formatColumnKey(column))?.get(slug)?.numbers)
  }
}

/** 0: a word is the name. 1: the name begins with one. 2: it contains one. 3: they are found elsewhere. */
function openRank(names: readonly string[], query: Query): (place: number) => number {
  const words = listWords(query).map((word) => storableText(foldText(word)))
  return (place) => {
    // Names are ASCII.
    const name = (names[place] ?? '').toLowerCase()
    if (words.some((word) => name === word)) return 0
    if (words.some((word) => name.startsWith(word))) return 1
    return words.some((word) => name.includes(word)) ? 2 : 3
  }
}
