import type { Database } from '@/lib/database/database'
import type { Prisma } from '@/prisma/generated/client'
import { buildRepoCatalog, type CatalogRow, type RepoCatalog } from './build-repo-catalog'
import { readRevisionIn } from './read-revision'
import { openRepoCache } from './repo-cache'
import { openRevisionCache } from './revision-cache'
import { canSee, type Viewer } from './viewer'

/** What searches look at of the models that a viewer may see, by repository. */
export type Catalog = ReadonlyMap<string, RepoCatalog>

const ALL: Viewer = { repos: 'all' }

/** What is derived of a catalog is kept with it: one of all repositories, and those of some viewers. */
const MAX_CATALOGS = 20

const catalogs = openRevisionCache<Catalog>(MAX_CATALOGS)

const readRepoCatalogs = openRepoCache(readRepos, buildRepoCatalog([]))

/** What `readCatalog` has read in this revision of the index; null when that has to be read. */
export function findCatalog(db: Database, revision: bigint, viewer: Viewer): Catalog | null {
  const key = formatKey(viewer)
  const known = catalogs.find(db, revision, key)
  if (known !== null) return known
  const all = catalogs.find(db, revision, formatKey(ALL))
  if (all === null) return null
  const value = new Map([...all].filter(([slug]) => canSee(viewer, slug)))
  catalogs.keep(db, revision, { key, value })
  return value
}

/**
 * Reads what searches look at of all models. It is kept by repository, because every search needs it: after a sync only
 * the models of its repository are read again.
 */
export async function readCatalog(
  db: Database,
  tx: Prisma.TransactionClient,
  viewer: Viewer,
): Promise<Catalog> {
  const revision = await readRevisionIn(tx)
  const known = findCatalog(db, revision, viewer)
  if (known !== null) return known
  const value = sortBySlug(await readRepoCatalogs(db, tx, ALL))
  catalogs.keep(db, revision, { key: formatKey(ALL), value })
  // A read that began before the newest write is not kept.
  return (
    findCatalog(db, revision, viewer) ??
    new Map([...value].filter(([slug]) => canSee(viewer, slug)))
  )
}

function formatKey({ repos }: Viewer): string {
  return JSON.stringify(repos)
}

function sortBySlug(catalog: Catalog): Catalog {
  return new Map([...catalog].sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function readRepos(
  tx: Prisma.TransactionClient,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, RepoCatalog>> {
  const rows = await tx.$queryRaw<CatalogRow[]>`
    SELECT repo, name, text, facets, updated_seconds, latest_seconds, promoted_seconds, version_count,
      CASE WHEN production_behind > 0 THEN production_seconds END AS behind_since
    FROM search WHERE repo = ANY(${[...slugs]}::text[]) ORDER BY repo, name`
  const byRepo = new Map(slugs.map((slug) => [slug, [] as CatalogRow[]]))
  for (const row of rows) byRepo.get(row.repo)?.push(row)
  return new Map([...byRepo].map(([slug, own]) => [slug, buildRepoCatalog(own)]))
}
