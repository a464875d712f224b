import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import type { Prisma } from '@/prisma/generated/client'
import { type Catalog, findCatalog, readCatalog } from './catalog'
import { findPastCatalog, preparePast, readPastCatalog } from './past-catalog'
import type { Viewer } from './viewer'

export type CatalogAsked = {
  readonly viewer: Viewer
  /** Unix seconds: the models as they were then. Without it, as they are now. */
  readonly at?: number | undefined
}

/** The time that a search counts from: the instant that it is about. */
export function findSearchTime({
  at,
  now,
}: {
  readonly at?: number | undefined
  readonly now: Date
}): Date {
  return at === undefined ? now : new Date(at * 1000)
}

/** The catalog, where it has been read in this revision of the index; null when it has to be read. */
export function findCatalogAt(
  db: Database,
  revision: bigint,
  { viewer, at }: CatalogAsked,
): Catalog | null {
  return at === undefined
    ? findCatalog(db, revision, viewer)
    : findPastCatalog(db, revision, { viewer, at })
}

/** The catalog of the state that the transaction sees. */
export function readCatalogAt(
  db: Database,
  tx: Prisma.TransactionClient,
  { viewer, at }: CatalogAsked,
): Promise<Catalog> {
  return at === undefined ? readCatalog(db, tx, viewer) : readPastCatalog(db, tx, { viewer, at })
}

/** Runs reads that need the catalog in one transaction, which is short where most of the catalog had to be read. */
export async function readWithCatalog<T>(
  db: Database,
  { viewer, at }: CatalogAsked,
  read: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T> {
  if (at !== undefined) await preparePast(db, { viewer, at })
  return readInTransaction(db, read)
}
