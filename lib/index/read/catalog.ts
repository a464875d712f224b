import type { Database } from '@/lib/database/database'
import type { Prisma } from '@/prisma/generated/client'
import { canSee, type Viewer } from './viewer'

/** `qualifier:value`, and how many models have it. */
export type FacetCounts = ReadonlyMap<string, number>

/** The facets of the models of one repository, as numbers: they are counted for each search. */
export type RepoCatalog = {
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
