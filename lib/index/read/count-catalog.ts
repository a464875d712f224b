import { parseAlias } from '@/lib/search/alias'
import { formatTerm } from '@/lib/search/fold-text'
import type { FacetView } from '@/lib/views/model'
import { listAt, type RepoCatalog } from './build-repo-catalog'
import type { Catalog } from './catalog'
import { type Found, intersect, markModels } from './found'

/** `qualifier:value`, and how many models have it. */
export type FacetCounts = ReadonlyMap<string, number>

/** The facets of all repositories, each once, and the numbers that those of a repository have among them. */
type MergedFacets = {
  readonly facets: readonly string[]
  readonly numbersOf: ReadonlyMap<RepoCatalog, Uint32Array>
}

const knownFacets = new WeakMap<Catalog, MergedFacets>()

function mergeFacets(catalog: Catalog): MergedFacets {
  const known = knownFacets.get(catalog)
  if (known !== undefined) return known
  const numberOf = new Map<string, number>()
  const numbersOf = new Map<RepoCatalog, Uint32Array>()
  for (const repo of catalog.values()) {
    const numbers = Uint32Array.from(repo.facets, (facet) => {
      const number = numberOf.get(facet) ?? numberOf.size
      numberOf.set(facet, number)
      return number
    })
    numbersOf.set(repo, numbers)
  }
  const merged = { facets: [...numberOf.keys()], numbersOf }
  knownFacets.set(catalog, merged)
  return merged
}

/** Kept while what was counted is. */
const knownCounts = new WeakMap<Catalog | Found, FacetCounts>()

/** How many of the found models have each facet; of all models without `found`. */
export function countFacets(catalog: Catalog, found: Found | null): FacetCounts {
  const key = found ?? catalog
  const known = knownCounts.get(key)
  if (known !== undefined) return known
  const { facets, numbersOf } = mergeFacets(catalog)
  const sums = new Uint32Array(facets.length)
  for (const [slug, repo] of catalog) {
    const numbers = numbersOf.get(repo) ?? new Uint32Array(0)
    addCounts(sums, numbers, countOwn(repo, found === null ? null : (found.get(slug) ?? null)))
  }
  const counts = new Map<string, number>()
  for (const [number, facet] of facets.entries()) {
    const count = sums[number] ?? 0
    if (count > 0) counts.set(facet, count)
  }
  knownCounts.set(key, counts)
  return counts
}

function addCounts(sums: Uint32Array, numbers: Uint32Array, own: Uint32Array): void {
  for (let facet = 0; facet < own.length; facet += 1) {
    const number = numbers[facet] ?? 0
    sums[number] = (sums[number] ?? 0) + (own[facet] ?? 0)
  }
}

/** How many models of the repository have each of its facets: of all of them without `mask`. */
function countOwn(
  { facets, ofModels, ofFacets }: RepoCatalog,
  mask: Uint8Array | null,
): Uint32Array {
  const counts = new Uint32Array(facets.length)
  if (mask === null) {
    for (const facet of facets.keys()) counts[facet] = listAt(ofFacets, facet).length
    return counts
  }
  const { starts, items } = ofModels
  for (let place = 0; place < mask.length; place += 1) {
    if (mask[place] === 0) continue
    const end = starts[place + 1] ?? 0
    for (let at = starts[place] ?? 0; at < end; at += 1) {
      const number = items[at] ?? 0
      counts[number] = (counts[number] ?? 0) + 1
    }
  }
  return counts
}

const knownKinds = new WeakMap<Catalog, Map<string, Found>>()

/** Those of the models that are of a kind; of all models without `found`. */
export function listOfKind(catalog: Catalog, found: Found | null, kind: string): Found {
  const kept = knownKinds.get(catalog) ?? new Map<string, Found>()
  knownKinds.set(catalog, kept)
  const term = formatTerm('kind', kind)
  const ofKind = kept.get(kind) ?? markHaving(catalog, ({ terms }) => terms.get(term) ?? [])
  if (listValues(catalog, 'kind').includes(kind)) kept.set(kind, ofKind)
  return found === null ? ofKind : intersect([found, ofKind])
}

/** The models that have one of the facets. */
export function markHaving(
  catalog: Catalog,
  listNumbers: (repo: RepoCatalog) => readonly number[],
): Found {
  return markModels(catalog, (mask, repo) => {
    for (const number of listNumbers(repo)) {
      for (const place of listAt(repo.ofFacets, number)) mask[place] = 1
    }
  })
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

const knownValues = new WeakMap<Catalog, Map<string, readonly string[]>>()

/** The values of a qualifier that any model has, as written; of owners, their other names and addresses too. */
export function listValues(catalog: Catalog, qualifier: string): readonly string[] {
  const kept = knownValues.get(catalog) ?? new Map<string, readonly string[]>()
  knownValues.set(catalog, kept)
  const values = kept.get(qualifier) ?? collectValues(catalog, qualifier)
  kept.set(qualifier, values)
  return values
}

function collectValues(catalog: Catalog, qualifier: string): readonly string[] {
  const prefix = `${qualifier}:`
  const values = new Set<string>()
  for (const facet of mergeFacets(catalog).facets) {
    if (facet.startsWith(prefix)) values.add(facet.slice(prefix.length))
    else if (qualifier === 'owner') {
      const found = parseAlias(facet)
      if (found !== null) values.add(found.alias)
    }
  }
  return [...values]
}

/** The models that have one of the wanted facets. */
export function listHaving(catalog: Catalog, isWanted: (facet: string) => boolean): Found {
  const { facets, numbersOf } = mergeFacets(catalog)
  const wanted = new Set([...facets.keys()].filter((number) => isWanted(facets[number] ?? '')))
  return markHaving(catalog, (repo) =>
    [...(numbersOf.get(repo) ?? [])].flatMap((number, own) => (wanted.has(number) ? [own] : [])),
  )
}
