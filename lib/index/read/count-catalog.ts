import { parseAlias } from '@/lib/search/alias'
import type { FacetView } from '@/lib/views/model'
import type { Catalog, FacetCounts, FoundNames, RepoCatalog } from './catalog'

/** Kept while what was counted is. */
const knownCounts = new WeakMap<Catalog | FoundNames, FacetCounts>()

/** How many of the found models have each facet; of all models without `found`. */
export function countFacets(catalog: Catalog, found: FoundNames | null): FacetCounts {
  const key = found ?? catalog
  const known = knownCounts.get(key)
  if (known !== undefined) return known
  const counts = sumCounts(catalog, (slug, repo) =>
    found === null ? repo.counts : countOf(repo, found.get(slug) ?? []),
  )
  knownCounts.set(key, counts)
  return counts
}

const knownKinds = new WeakMap<Catalog, Map<string, FoundNames>>()

/** Those of the models that are of a kind; of all models without `found`. */
export function listOfKind(catalog: Catalog, found: FoundNames | null, kind: string): FoundNames {
  if (found !== null) return selectKind(catalog, found, kind)
  const kept = knownKinds.get(catalog) ?? new Map<string, FoundNames>()
  knownKinds.set(catalog, kept)
  const names =
    kept.get(kind) ??
    selectKind(
      catalog,
      new Map([...catalog].map(([slug, { places }]) => [slug, [...places.keys()]])),
      kind,
    )
  kept.set(kind, names)
  return names
}

function selectKind(catalog: Catalog, found: FoundNames, kind: string): FoundNames {
  return new Map(
    [...found].map(([slug, names]) => {
      const repo = catalog.get(slug)
      return [slug, names.filter((name) => repo?.kinds[repo.places.get(name) ?? -1] === kind)]
    }),
  )
}

type Counts = Iterable<readonly [facet: string, count: number]>

function sumCounts(
  catalog: Catalog,
  countRepo: (slug: string, repo: RepoCatalog) => Counts,
): FacetCounts {
  const sums = new Map<string, number>()
  for (const [slug, repo] of catalog) {
    for (const [facet, count] of countRepo(slug, repo)) {
      if (count > 0) sums.set(facet, (sums.get(facet) ?? 0) + count)
    }
  }
  return sums
}

function* countOf(
  { places, facets, starts, numbers }: RepoCatalog,
  names: readonly string[],
): Counts {
  if (names.length === 0) return
  const counts = new Uint32Array(facets.length)
  for (const name of names) {
    const place = places.get(name)
    if (place === undefined) continue
    const end = starts[place + 1] ?? 0
    for (let at = starts[place] ?? 0; at < end; at += 1) {
      const number = numbers[at] ?? 0
      counts[number] = (counts[number] ?? 0) + 1
    }
  }
  for (const [number, facet] of facets.entries()) yield [facet, counts[number] ?? 0]
}

/** The values of a qualifier that are wanted, with their counts, the most frequent first. */
export function listCounts(
  counts: FacetCounts,
  qualifier: string,
  isWanted: (value: string) => boolean = () => true,
): FacetView {
  const prefix = `${qualifier}:`
  const values: { value: string; count: number }[] = []
  for (const [facet, count] of counts) {
    if (!facet.startsWith(prefix)) continue
    const value = facet.slice(prefix.length)
    if (isWanted(value)) values.push({ value, count })
  }
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** How many of the found models have had an older version than the latest in production since before the instant. */
export function countBehindSince(
  catalog: Catalog,
  found: FoundNames | null,
  before: number,
): number {
  return countPlaces(
    catalog,
    found,
    ({ behindSince }) =>
      (place) =>
        (behindSince[place] ?? Number.NaN) < before,
  )
}

/** The values of a qualifier that any model has, as written; of owners, their other names and addresses too. */
export function listValues(catalog: Catalog, qualifier: string): readonly string[] {
  const prefix = `${qualifier}:`
  const values = new Set<string>()
  for (const { facets } of catalog.values()) {
    for (const facet of facets) {
      if (facet.startsWith(prefix)) values.add(facet.slice(prefix.length))
      else if (qualifier === 'owner') addAlias(values, facet)
    }
  }
  return [...values]
}

function addAlias(values: Set<string>, facet: string): void {
  const found = parseAlias(facet)
  if (found !== null) values.add(found.alias)
}

/** How many of the found models have one of the wanted facets. */
export function countHaving(
  catalog: Catalog,
  found: FoundNames | null,
  isWanted: (facet: string) => boolean,
): number {
  return countPlaces(catalog, found, ({ facets, starts, numbers }) => {
    const wanted = new Set(facets.flatMap((facet, at) => (isWanted(facet) ? [at] : [])))
    if (wanted.size === 0) return null
    return (place) =>
      numbers.subarray(starts[place], starts[place + 1]).some((number) => wanted.has(number))
  })
}

/** How many of the found models pass the test of their repository. Null: none of it does. */
function countPlaces(
  catalog: Catalog,
  found: FoundNames | null,
  openTest: (repo: RepoCatalog) => ((place: number) => boolean) | null,
): number {
  let count = 0
  for (const [slug, repo] of catalog) {
    const passes = openTest(repo)
    if (passes === null) continue
    for (const name of found === null ? repo.places.keys() : (found.get(slug) ?? [])) {
      const place = repo.places.get(name)
      if (place !== undefined && passes(place)) count += 1
    }
  }
  return count
}
