import type { Database } from '@/lib/database/database'
import { derivedTables } from '@/lib/index/write/derived-tables'
import { seenTable } from '@/lib/index/write/row-tables'
import { raiseRevision } from '@/lib/index/write/write-index'
import { Prisma } from '@/prisma/generated/client'

/** Empties everything that is derived from Git; the next syncs write it again. What was seen of tags, leases
 *  and the reasons of failures stay. A write that is under way ends with DatabaseError `lease-lost`. */
export async function dropIndex(db: Database): Promise<void> {
  const derived = derivedTables.map((table) => table.rows)
  await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE hidden_generations`
    await tx.$executeRaw`DELETE FROM ${Prisma.raw(seenTable.rows)}
      WHERE generation IN (SELECT generation FROM hidden_generations)`
    await tx.$executeRaw`TRUNCATE repos, hidden_generations, poisoned_blobs, proofs, ${Prisma.raw(derived.join(', '))}`
    await raiseRevision(tx)
  })
}
