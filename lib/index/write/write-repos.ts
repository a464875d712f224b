import type { Database } from '@/lib/database/database'
import { formatRegistryRepo } from '@/lib/proof/registry-repo'
import { Prisma } from '@/prisma/generated/client'
import { derivedTables } from './derived-tables'
import { seenTable } from './row-tables'
import { raiseRevision } from './write-index'

export type ConfiguredRepo = {
  readonly slug: string
  /** Without credentials; empty for one that is refused. */
  readonly url: string
}

/** Removing a large repository takes a while. */
const TRANSACTION_TIMEOUTS = { maxWait: 120_000, timeout: 120_000 }

/**
 * Inserts the configured repositories, so that pages show them before their first sync, and removes all indexed rows of
 * others: also of the one that a slug named before, because others may be allowed to see it.
 */
export async function writeRepos(db: Database, repos: readonly ConfiguredRepo[]): Promise<void> {
  const slugs = repos.map((repo) => repo.slug)
  const urls = repos.map((repo) => repo.url)
  await db.prisma.$transaction(async (tx) => {
    const replaced = await listReplaced(tx, repos)
    await tx.repoSync.deleteMany({ where: { slug: { in: replaced } } })
    // One statement for any number of repositories.
    await tx.$executeRaw`
      INSERT INTO repo_sync (slug, url) SELECT * FROM unnest(${slugs}::text[], ${urls}::text[])
      ON CONFLICT (slug) DO UPDATE SET url = EXCLUDED.url`
    await tx.repoSync.deleteMany({ where: { slug: { notIn: slugs } } })
    const stale = await tx.$queryRaw<{ slug: string }[]>`
      SELECT slug FROM repos WHERE slug <> ALL (${slugs}::text[])
      UNION SELECT repo FROM hidden_generations WHERE repo <> ALL (${slugs}::text[])`
    const removed = [...replaced, ...stale.map((repo) => repo.slug)]
    if (removed.length === 0) return
    await removeRepos(tx, removed)
    await raiseRevision(tx)
  }, TRANSACTION_TIMEOUTS)
}

/** The slugs that name another repository than the one whose rows are indexed under them. A new address of the same one,
 *  as over ssh, does not count, and neither does an address that is refused. */
async function listReplaced(
  tx: Prisma.TransactionClient,
  repos: readonly ConfiguredRepo[],
): Promise<string[]> {
  const indexed = await tx.repo.findMany({ select: { slug: true, url: true } })
  const before = new Map(indexed.map(({ slug, url }) => [slug, url]))
  return repos.flatMap(({ slug, url }) => {
    const old = before.get(slug)
    if (old === undefined || url === '') return []
    return formatRegistryRepo(old) === formatRegistryRepo(url) ? [] : [slug]
  })
}

/** Observed tags stay, except for rows that were never shown. */
async function removeRepos(tx: Prisma.TransactionClient, slugs: readonly string[]): Promise<void> {
  const repos = [...slugs]
  const hidden = await tx.$queryRaw<{ generation: number }[]>`
    DELETE FROM hidden_generations WHERE repo = ANY (${repos}) RETURNING generation`
  await tx.$executeRaw`
    DELETE FROM ${Prisma.raw(seenTable.rows)}
    WHERE repo = ANY (${repos}) AND generation = ANY (${hidden.map((one) => one.generation)}::int[])`
  for (const { rows } of derivedTables) {
    await tx.$executeRaw`DELETE FROM ${Prisma.raw(rows)} WHERE repo = ANY (${repos})`
  }
  await tx.repo.deleteMany({ where: { slug: { in: repos } } })
}
