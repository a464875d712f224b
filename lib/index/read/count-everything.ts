import type { Database } from '@/lib/database/database'
import type { Prisma } from '@/prisma/generated/client'
import { canSee, type Viewer } from './viewer'

/** `qualifier:value`, and how many models have it. */
export type FacetCounts = ReadonlyMap<string, number>

type RepoCounts = { readonly revision: bigint; readonly counts: Map<string, number> }

const known = new WeakMap<Database, Map<string, RepoCounts>>()

/**
 * The facets of all models that the viewer may see. They are cached by repository, because every visit starts with
 * them. After a sync only the rows of its repository are counted again.
 */
export async function countEverything(
  db: Database,
  tx: Prisma.TransactionClient,
  viewer: Viewer,
): Promise<FacetCounts> {
  const repos = await tx.repo.findMany({ select: { slug: true, revision: true } })
  const visible = repos.filter((repo) => canSee(viewer, repo.slug))
  const kept = known.get(db) ?? new Map<string, RepoCounts>()
  known.set(db, kept)
  const stale = visible.filter(({ slug, revision }) => kept.get(slug)?.revision !== revision)
  const fresh = await countRepos(tx, stale)
  const sums = new Map<string, number>()
  for (const { slug } of visible) {
    const counts = fresh.get(slug)?.counts ?? kept.get(slug)?.counts ?? []
    for (const [facet, count] of counts) sums.set(facet, (sums.get(facet) ?? 0) + count)
  }
  for (const [slug, counts] of fresh) keepNewer(kept, slug, counts)
  return sums
}

/** A read that began before a write may end after it. Its counts must not replace newer ones. */
function keepNewer(kept: Map<string, RepoCounts>, slug: string, counts: RepoCounts): void {
  const other = kept.get(slug)
  if (other === undefined || other.revision < counts.revision) kept.set(slug, counts)
}

async function countRepos(
  tx: Prisma.TransactionClient,
  repos: readonly { readonly slug: string; readonly revision: bigint }[],
): Promise<Map<string, RepoCounts>> {
  if (repos.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ repo: string; facet: string; count: bigint }[]>`
    SELECT repo, facet, count(*) AS count
    FROM (
      SELECT repo, unnest(facets) AS facet FROM models
      WHERE repo = ANY(${repos.map((repo) => repo.slug)}::text[])
    ) one GROUP BY repo, facet`
  const byRepo = new Map(
    repos.map(({ slug, revision }) => [slug, { revision, counts: new Map<string, number>() }]),
  )
  for (const { repo, facet, count } of rows) byRepo.get(repo)?.counts.set(facet, Number(count))
  return byRepo
}
