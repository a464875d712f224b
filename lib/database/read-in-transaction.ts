import type { Prisma } from '@/prisma/generated/client'
import type { Database } from './database'

/** Readers of the embedded database wait for a writer: its one connection is busy until the transaction ends. */
const TRANSACTION_TIMEOUTS = { maxWait: 120_000, timeout: 60_000 }

/** Runs reads that all see the database at one moment. Nothing in `read` may use another connection: the embedded
 *  database has only this one. */
export function readInTransaction<T>(
  db: Database,
  read: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return db.prisma.$transaction(read, { ...TRANSACTION_TIMEOUTS, isolationLevel: 'RepeatableRead' })
}
