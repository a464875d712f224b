import type { Prisma } from '@/prisma/generated/client'
import type { Database } from './database'
import { raiseRevision } from './write-index'

export type ConfiguredRepo = {
  readonly slug: string
  /** Without credentials. */
  readonly url: string
}

/** Removing a large repository takes a while. */
const PATIENCE = { maxWait: 120_000, timeout: 120_000 }

/** Makes the configured repositories known, so that pages show them before their first sync, and removes all that is
 *  indexed of others. */
export async function writeRepos(db: Database, repos: readonly ConfiguredRepo[]): Promise<void> {
  const notIn = repos.map((repo) => repo.slug)
  const urls = repos.map((repo) => repo.url)
  await db.prisma.$transaction(async (tx) => {
    // One statement, however many repositories there are.
    await tx.$executeRaw`
      INSERT INTO repo_sync (slug, url) SELECT * FROM unnest(${notIn}::text[], ${urls}::text[])
      ON CONFLICT (slug) DO UPDATE SET url = EXCLUDED.url`
    await tx.repoSync.deleteMany({ where: { slug: { notIn } } })
    const stale = await tx.repo.findMany({ where: { slug: { notIn } }, select: { slug: true } })
    for (const { slug } of stale) await removeRepo(tx, slug)
    if (stale.length > 0) await raiseRevision(tx)
  }, PATIENCE)
}

async function removeRepo(tx: Prisma.TransactionClient, slug: string): Promise<void> {
  const inRepo = { where: { repo: slug } }
  await tx.model.deleteMany(inRepo)
  await tx.version.deleteMany(inRepo)
  await tx.event.deleteMany(inRepo)
  await tx.stageHolder.deleteMany(inRepo)
  await tx.problem.deleteMany(inRepo)
  await tx.ignoredTag.deleteMany(inRepo)
  await tx.repo.delete({ where: { slug } })
}
