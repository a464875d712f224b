import type { Database } from './database'
import { raiseRevision } from './write-index'

/** Empties everything that is derived from Git; the next syncs write it again. What was seen of tags, leases
 *  and the reasons of failures stay. */
export async function dropIndex(db: Database): Promise<void> {
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`TRUNCATE repos, models, versions, events, stage_holders, problems, ignored_tags,
      poisoned_blobs, proofs`
    await raiseRevision(tx)
  })
}
