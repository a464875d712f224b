import { groupBy } from '@/lib/repo-data/group-by'
import { parseAlias } from '@/lib/search/alias'
import { formatTerm } from '@/lib/search/fold-text'

/** A `search` row. */
export type CatalogRow = {
  readonly repo: string
  readonly name: string
  readonly text: string
  readonly facets: readonly string[]
  readonly updated_seconds: bigint
  readonly latest_seconds: bigint | null
  readonly promoted_seconds: bigint | null
  readonly version_count: number
  /** Since when production has an older version than the latest. */
  readonly behind_since: bigint | null
}

/** What searches look at of the models of one repository, in columns. A model is known by its place: that of its name. */
export type RepoCatalog = {
  /** By code point. */
  readonly names: readonly string[]
  /** Lower-case text that words are looked for in. */
  readonly texts: readonly string[]
  /** `qualifier:value` as written, each once. */
  readonly facets: readonly string[]
  /** The facets of the model at a place, as numbers of `facets`. */
  readonly ofModels: Lists
  /** The places of the models with a facet. */
  readonly ofFacets: Lists
  /** The facets that a term finds: differently written ones have the same. */
  readonly terms: ReadonlyMap<string, readonly number[]>
  /** Unix seconds; NaN for none. */
  readonly updated: Float64Array
  readonly registered: Float64Array
  readonly promoted: Float64Array
  readonly behindSince: Float64Array
  readonly versions: Float64Array
}

/** Lists of numbers in one array: the list `at` is from `starts[at]` to `starts[at + 1]`. */
export type Lists = { readonly starts: Uint32Array; readonly items: Uint32Array }

/** The rows must be in the order of their names. */
export function buildRepoCatalog(rows: readonly CatalogRow[]): RepoCatalog {
  const numberOf = new Map<string, number>()
  const ofModels = buildLists(
    rows.map(({ facets }) =>
      facets.map((facet) => {
        const number = numberOf.get(facet) ?? numberOf.size
        numberOf.set(facet, number)
        return number
      }),
    ),
  )
  const facets = [...numberOf.keys()]
  const column = (read: (row: CatalogRow) => bigint | number | null) =>
    Float64Array.from(rows, (row) => Number(read(row) ?? Number.NaN))
  return {
    names: rows.map(({ name }) => name),
    texts: rows.map(({ text }) => text),
    facets,
    ofModels,
    ofFacets: invertLists(ofModels, facets.length),
    terms: buildTerms(facets),
    updated: column((row) => row.updated_seconds),
    registered: column((row) => row.latest_seconds),
    promoted: column((row) => row.promoted_seconds),
    behindSince: column((row) => row.behind_since),
    versions: column((row) => row.version_count),
  }
}

function buildTerms(facets: readonly string[]): ReadonlyMap<string, readonly number[]> {
  return groupBy([...facets.keys()], (number) => {
    const facet = facets[number] ?? ''
    const alias = parseAlias(facet)?.alias
    const colon = facet.indexOf(':')
    return formatTerm(facet.slice(0, colon), alias ?? facet.slice(colon + 1))
  })
}

function buildLists(lists: readonly (readonly number[])[]): Lists {
  const starts = new Uint32Array(lists.length + 1)
  for (const [at, list] of lists.entries()) starts[at + 1] = (starts[at] ?? 0) + list.length
  const items = new Uint32Array(starts.at(-1) ?? 0)
  for (const [at, list] of lists.entries()) items.set(list, starts[at])
  return { starts, items }
}

/** For each number below `count`, the lists that have it. */
function invertLists({ starts, items }: Lists, count: number): Lists {
  const ends = new Uint32Array(count + 1)
  for (const item of items) ends[item + 1] = (ends[item + 1] ?? 0) + 1
  for (let at = 0; at < count; at += 1) ends[at + 1] = (ends[at + 1] ?? 0) + (ends[at] ?? 0)
  const inverted = new Uint32Array(items.length)
  const next = ends.slice()
  for (let list = 0; list + 1 < starts.length; list += 1) {
    for (const item of listAt({ starts, items }, list)) {
      const end = next[item] ?? 0
      inverted[end] = list
      next[item] = end + 1
    }
  }
  return { starts: ends, items: inverted }
}

export function listAt({ starts, items }: Lists, at: number): Uint32Array {
  return items.subarray(starts[at], starts[at + 1])
}

/** The place of the model with that name; -1 without one. */
export function findModelPlace({ names }: RepoCatalog, name: string): number {
  let from = 0
  let until = names.length
  while (from < until) {
    const middle = (from + until) >> 1
    if ((names[middle] ?? '') < name) from = middle + 1
    else until = middle
  }
  return names[from] === name ? from : -1
}
