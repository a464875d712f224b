import type { Database } from '@/lib/database/database'
import { parseAlias } from '@/lib/search/alias'
import type { Prisma } from '@/prisma/generated/client'
import { canSee, type Viewer } from './viewer'

/** `qualifier:value`, and how many models have it. */
export type FacetCounts = ReadonlyMap<string, number>

/** The facets of the models of one repository, as numbers: they are counted for each search. */
type RepoCatalog = {
  readonly revision: bigint
  /** The place of each model, by name. */
  readonly places: ReadonlyMap<string, number>
  readonly facets: readonly string[]
  /** The facets of the model at a place are from `starts[place]` to `starts[place + 1]` in `numbers`. */
  readonly starts: Uint32Array
  readonly numbers: Uint32Array
  /** Since when production has an older version than the latest; NaN where it has not. */
  readonly behindSince: Float64Array
  /** `model`, `dataset` and so on, of each model. */
  readonly kinds: readonly string[]
  readonly counts: FacetCounts
}

/** The facets of the models that a viewer may see, by repository. */
export type Catalog = ReadonlyMap<string, RepoCatalog>

/** The names of models, by repository. */
export type FoundNames = ReadonlyMap<string, readonly string[]>

type Known = { readonly revision: bigint; readonly repos: Map<string, RepoCatalog> }

const known = new WeakMap<Database, Known>()

/** What `readCatalog` has read in this revision of the index; null when that has to be read. */
export function findCatalog(db: Database, revision: bigint, viewer: Viewer): Catalog | null {
  const kept = known.get(db)
  return kept?.revision === revision ? listVisible(kept.repos, viewer) : null
}

/**
 * Reads the facets of all models. They are kept by repository, because every search needs them: after a sync only those of
 * its repository are read again.
 */
export async function readCatalog(
  db: Database,
  tx: Prisma.TransactionClient,
  viewer: Viewer,
): Promise<Catalog> {
  const [index] = await tx.$queryRaw<{ revision: bigint }[]>`SELECT revision FROM index_revision`
  const revision = index?.revision ?? 0n
  const before = findCatalog(db, revision, viewer)
  if (before !== null) return before
  const slugs = await tx.repo.findMany({ select: { slug: true, revision: true } })
  const kept = known.get(db)?.repos ?? new Map<string, RepoCatalog>()
  const stale = slugs.filter((repo) => kept.get(repo.slug)?.revision !== repo.revision)
  const fresh = await readRepos(tx, stale)
  const repos = new Map(
    slugs.flatMap(({ slug }) => {
      const catalog = fresh.get(slug) ?? kept.get(slug)
      return catalog === undefined ? [] : [[slug, catalog] as const]
    }),
  )
  // A read that began before a write may end after it. What it has read must not replace anything newer.
  if ((known.get(db)?.revision ?? -1n) < revision) known.set(db, { revision, repos })
  return listVisible(repos, viewer)
}

function listVisible(repos: ReadonlyMap<string, RepoCatalog>, viewer: Viewer): Catalog {
  return viewer.repos === 'all'
    ? repos
    : new Map([...repos].filter(([slug]) => canSee(viewer, slug)))
}

type CatalogRow = {
  readonly repo: string
  readonly name: string
  readonly facets: readonly string[]
  readonly behind_since: bigint | null
}

async function readRepos(
  tx: Prisma.TransactionClient,
  repos: readonly { readonly slug: string; readonly revision: bigint }[],
): Promise<ReadonlyMap<string, RepoCatalog>> {
  if (repos.length === 0) return new Map()
  const rows = await tx.$queryRaw<CatalogRow[]>`
    SELECT repo, name, facets, CASE WHEN production_behind > 0 THEN production_seconds END AS behind_since
    FROM search WHERE repo = ANY(${repos.map(({ slug }) => slug)}::text[])`
  const byRepo = new Map<string, CatalogRow[]>()
  for (const row of rows) {
    const others = byRepo.get(row.repo)
    if (others === undefined) byRepo.set(row.repo, [row])
    else others.push(row)
  }
  return new Map(
    repos.map(({ slug, revision }) => [slug, buildCatalog(revision, byRepo.get(slug) ?? [])]),
  )
}

const KIND = 'kind:'

function buildCatalog(revision: bigint, rows: readonly CatalogRow[]): RepoCatalog {
  const numberOf = new Map<string, number>()
  const counts = new Map<string, number>()
  const numbers: number[] = []
  const starts = new Uint32Array(rows.length + 1)
  const kinds = rows.map(({ facets }) => facets.find((one) => one.startsWith(KIND)) ?? '')
  for (const [place, { facets }] of rows.entries()) {
    for (const facet of facets) {
      const number = numberOf.get(facet) ?? numberOf.size
      numberOf.set(facet, number)
      counts.set(facet, (counts.get(facet) ?? 0) + 1)
      numbers.push(number)
    }
    starts[place + 1] = numbers.length
  }
  return {
    revision,
    places: new Map(rows.map(({ name }, place) => [name, place])),
    facets: [...numberOf.keys()],
    starts,
    numbers: Uint32Array.from(numbers),
    kinds: kinds.map((facet) => facet.slice(KIND.length)),
    behindSince: Float64Array.from(rows, (row) => Number(row.behind_since ?? Number.NaN)),
    counts,
  }
}

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
  listCounts: (slug: string, repo: RepoCatalog) => Counts,
): FacetCounts {
  const sums = new Map<string, number>()
  for (const [slug, repo] of catalog) {
    for (const [facet, count] of listCounts(slug, repo)) {
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

/** How many of the found models have had an older version than the latest in production since before the instant. */
export function countBehindSince(
  catalog: Catalog,
  found: FoundNames | null,
  before: number,
): number {
  let count = 0
  for (const [slug, { places, behindSince }] of catalog) {
    const names = found === null ? places.keys() : (found.get(slug) ?? [])
    for (const name of names) {
      const place = places.get(name)
      if (place !== undefined && (behindSince[place] ?? Number.NaN) < before) count += 1
    }
  }
  return count
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
  let count = 0
  for (const [slug, { places, facets, starts, numbers }] of catalog) {
    const chosen = new Set(facets.flatMap((facet, at) => (isWanted(facet) ? [at] : [])))
    if (chosen.size === 0) continue
    for (const name of found === null ? places.keys() : (found.get(slug) ?? [])) {
      const place = places.get(name)
      if (place === undefined) continue
      const own = numbers.subarray(starts[place], starts[place + 1])
      if (own.some((number) => chosen.has(number))) count += 1
    }
  }
  return count
}
