import { formatTerm } from '@/lib/search/fold-text'
import { listAt, type RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'

/** The models of all repositories as numbers: those of a repository are from `start` on, in the order of their places. */
export type CatalogOrder = {
  readonly repos: readonly {
    readonly slug: string
    readonly catalog: RepoCatalog
    readonly start: number
  }[]
  /** The repository of each number. */
  readonly repoOf: Uint32Array
  /** All numbers, by name and then by repository. */
  readonly byName: Uint32Array
  /** Of each number: equal names have the same. */
  readonly nameRanks: Uint32Array
}

const knownOrders = new WeakMap<Catalog, CatalogOrder>()

/** Kept while the catalog is. */
export function orderCatalog(catalog: Catalog): CatalogOrder {
  const order = knownOrders.get(catalog) ?? buildOrder(catalog)
  knownOrders.set(catalog, order)
  return order
}

function buildOrder(catalog: Catalog): CatalogOrder {
  const names = [...catalog.values()].flatMap((repo) => repo.names)
  const repoOf = new Uint32Array(names.length)
  let start = 0
  const repos = [...catalog].map(([slug, repo], at) => {
    const one = { slug, catalog: repo, start }
    start += repo.names.length
    repoOf.fill(at, one.start, start)
    return one
  })
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  // Numbers of equal names are in the order of their repositories, which sorting keeps.
  const byName = Uint32Array.from(
    [...names.keys()].sort((a, b) => compare(names[a] ?? '', names[b] ?? '')),
  )
  const nameRanks = new Uint32Array(names.length)
  for (const [at, number] of byName.entries()) {
    const before = byName[at - 1]
    const isSame = before !== undefined && names[before] === names[number]
    nameRanks[number] = isSame ? (nameRanks[before] ?? 0) : at
  }
  return { repos, repoOf, byName, nameRanks }
}

const knownOwners = new WeakMap<Catalog, ReadonlyMap<RepoCatalog, Float64Array>>()

/** The place of each model's first owner among all owners, by code point; NaN without one. Kept while the catalog is. */
export function rankOwners(catalog: Catalog): ReadonlyMap<RepoCatalog, Float64Array> {
  const ranks = knownOwners.get(catalog) ?? buildOwnerRanks(catalog)
  knownOwners.set(catalog, ranks)
  return ranks
}

const OWNER = 'owner:'

function buildOwnerRanks(catalog: Catalog): ReadonlyMap<RepoCatalog, Float64Array> {
  const repos = [...catalog.values()]
  const terms = repos.map(({ facets }) => facets.map(findOwnerTerm))
  const sorted = [...new Set(terms.flat())]
    .filter((term) => term !== null)
    .map((term) => ({ term, bytes: Buffer.from(term) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
  const rankOf = new Map(sorted.map(({ term }, rank) => [term, rank]))
  return new Map(
    repos.map((repo, at) => {
      const ofFacet = (terms[at] ?? []).map((term) => rankOf.get(term ?? '') ?? Number.NaN)
      return [repo, findLeast(repo, ofFacet)]
    }),
  )
}

function findOwnerTerm(facet: string): string | null {
  return facet.startsWith(OWNER) ? formatTerm('owner', facet.slice(OWNER.length)) : null
}

function findLeast({ ofFacets, names }: RepoCatalog, ranks: readonly number[]): Float64Array {
  const least = new Float64Array(names.length).fill(Number.NaN)
  for (const [facet, rank] of ranks.entries()) {
    if (Number.isNaN(rank)) continue
    for (const place of listAt(ofFacets, facet)) {
      if (!((least[place] ?? 0) <= rank)) least[place] = rank
    }
  }
  return least
}
