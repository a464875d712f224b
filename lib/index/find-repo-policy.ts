import type { RepoPolicy } from '@/lib/policy/repo-policy'
import type { Database } from './database'

/** What .signet.yaml of the repository's default branch said at the last sync; null without the file. */
export async function findRepoPolicy(db: Database, slug: string): Promise<RepoPolicy | null> {
  const row = await db.prisma.repo.findUnique({ where: { slug }, select: { policy: true } })
  return row === null ? null : (row.policy as RepoPolicy | null)
}
