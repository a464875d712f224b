import type { Database } from '@/lib/database/database'
import type { Prisma } from '@/prisma/generated/client'
import { openRepoCache } from './repo-cache'
import type { Viewer } from './viewer'

/** `qualifier:value`, and how many models have it. */
export type FacetCounts = ReadonlyMap<string, number>

const readCounts = openRepoCache<FacetCounts>(countRepos, new Map())

/**
 * The facets of all models that the viewer may see. They are cached by repository, because every visit starts with
 * them. After a sync only the rows of its repository are counted again.
 */
export async function countEverything(
  db: Database,
  tx: Prisma.TransactionClient,
  viewer: Viewer,
): Promise<FacetCounts> {
  const sums = new Map<string, number>()
  for (const counts of (await readCounts(db, tx, viewer)).values()) {
    for (const [facet, count] of counts) sums.set(facet, (sums.get(facet) ?? 0) + count)
  }
  return sums
}

async function countRepos(
  tx: Prisma.TransactionClient,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, FacetCounts>> {
  const rows = await tx.$queryRaw<{ repo: string; facet: string; count: bigint }[]>`
    SELECT repo, facet, count(*) AS count
    FROM (
      SELECT repo, unnest(facets) AS facet FROM models WHERE repo = ANY(${[...slugs]}::text[])
    ) one GROUP BY repo, facet`
  const byRepo = new Map(slugs.map((slug) => [slug, new Map<string, number>()]))
  for (const { repo, facet, count } of rows) byRepo.get(repo)?.set(facet, Number(count))
  return byRepo
}
