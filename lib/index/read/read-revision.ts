import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import type { Prisma } from '@/prisma/generated/client'

const STATEMENT = { name: 'revision', text: 'SELECT revision FROM index_revision' }

/** The revision of the index, which grows with every change of its rows. */
export async function readRevision(db: Database): Promise<bigint> {
  const [row] = await queryPrepared<{ revision: BigIntText }>(db, STATEMENT, [])
  return BigInt(row?.revision ?? 0)
}

/** The revision that a transaction reads. */
export async function readRevisionIn(tx: Prisma.TransactionClient): Promise<bigint> {
  const [row] = await tx.$queryRawUnsafe<{ revision: bigint }[]>(STATEMENT.text)
  return row?.revision ?? 0n
}
