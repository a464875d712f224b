import type { Database } from '@/lib/database/database'
import type { Prisma } from '@/prisma/generated/client'
import { readRevisionIn } from './read-revision'
import { openRepoCache } from './repo-cache'
import { openRevisionCache } from './revision-cache'
import { canSee, type Viewer } from './viewer'

/** `qualifier:value`, and how many models have it. */
export type FacetCounts = ReadonlyMap<string, number>

/** The facets of the models of one repository, as numbers: they are counted for each search. */
export type RepoCatalog = {
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

const KIND = 'kind:'

const ALL: Viewer = { repos: 'all' }

/** The catalog of all repositories. */
const catalogs = openRevisionCache<Catalog>(1)

const readRepoCatalogs = openRepoCache(readRepos, buildCatalog([]))

/** What `readCatalog` has read in this revision of the index; null when that has to be read. */
export function findCatalog(db: Database, revision: bigint, viewer: Viewer): Catalog | null {
  const all = catalogs.find(db, revision, 'all')
  return all && listVisible(all, viewer)
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
  const revision = await readRevisionIn(tx)
  const known = findCatalog(db, revision, viewer)
  if (known !== null) return known
  const all = await readRepoCatalogs(db, tx, ALL)
  catalogs.keep(db, revision, { key: 'all', value: all })
  return listVisible(all, viewer)
}

function listVisible(all: Catalog, viewer: Viewer): Catalog {
  return viewer.repos === 'all' ? all : new Map([...all].filter(([slug]) => canSee(viewer, slug)))
}

type CatalogRow = {
  readonly repo: string
  readonly name: string
  readonly facets: readonly string[]
  readonly behind_since: bigint | null
}

async function readRepos(
  tx: Prisma.TransactionClient,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, RepoCatalog>> {
  const rows = await tx.$queryRaw<CatalogRow[]>`
    SELECT repo, name, facets, CASE WHEN production_behind > 0 THEN production_seconds END AS behind_since
    FROM search WHERE repo = ANY(${[...slugs]}::text[])`
  const byRepo = new Map(slugs.map((slug) => [slug, [] as CatalogRow[]]))
  for (const row of rows) byRepo.get(row.repo)?.push(row)
  return new Map([...byRepo].map(([slug, own]) => [slug, buildCatalog(own)]))
}

function buildCatalog(rows: readonly CatalogRow[]): RepoCatalog {
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
    places: new Map(rows.map(({ name }, place) => [name, place])),
    facets: [...numberOf.keys()],
    starts,
    numbers: Uint32Array.from(numbers),
    kinds: kinds.map((facet) => facet.slice(KIND.length)),
    behindSince: Float64Array.from(rows, (row) => Number(row.behind_since ?? Number.NaN)),
    counts,
  }
}
