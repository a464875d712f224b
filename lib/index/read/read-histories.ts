import type { PackedHistory } from '@/lib/insights/pack-history'
import { buildRepoHistory, type RepoHistory } from '@/lib/insights/repo-history'
import type { Prisma } from '@/prisma/generated/client'
import { openRepoCache } from './repo-cache'

/**
 * Reads the histories of the models that the viewer may see, by repository; a model is at the place that it has in the
 * catalog of the same transaction. They are kept by repository.
 */
export const readHistories = openRepoCache(readRepos, buildRepoHistory([]))

type HistoryRow = { readonly repo: string; readonly history: PackedHistory }

async function readRepos(
  tx: Prisma.TransactionClient,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, RepoHistory>> {
  const histories = new Map<string, RepoHistory>()
  // One after the other: rows are ten times as large as columns.
  for (const slug of slugs) {
    const rows = await tx.$queryRaw<HistoryRow[]>`
      SELECT repo, history FROM histories WHERE repo = ${slug} ORDER BY artifact`
    histories.set(slug, buildRepoHistory(rows.map(({ history }) => history)))
  }
  return histories
}
