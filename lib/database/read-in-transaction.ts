import type { Prisma } from '@/prisma/generated/client'
import type { Database } from './database'

/**
 * Readers of the embedded database wait for a writer, because its only connection is busy until the transaction ends.
 */
const TRANSACTION_TIMEOUTS = { maxWait: 120_000, timeout: 60_000 }

/**
 * Runs reads in one transaction: all of them see the same state of the database. `read` must use no other connection,
 * because the embedded database has only one.
 */
export function readInTransaction<T>(
  db: Database,
  read: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  return db.prisma.$transaction(read, { ...TRANSACTION_TIMEOUTS, isolationLevel: 'RepeatableRead' })
}
