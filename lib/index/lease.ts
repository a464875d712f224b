import type { Prisma } from '@/prisma/generated/client'
import type { Database } from './database'
import { IndexError } from './index-error'

/** The right to sync a repository, held by one process at a time among all that share the database. */
export type Lease = { readonly slug: string; readonly token: bigint }

/** Takes the lease for `seconds`, by the database's clock; null while somebody else holds it or for a repository that
 *  is not configured. */
export async function acquireLease(
  db: Database,
  slug: string,
  { holder, seconds }: { readonly holder: string; readonly seconds: number },
): Promise<Lease | null> {
  const rows = await db.prisma.$queryRaw<{ token: bigint }[]>`
    UPDATE repo_sync
    SET lease_holder = ${holder}, lease_token = lease_token + 1,
        lease_expires_at = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE slug = ${slug} AND (lease_expires_at IS NULL OR lease_expires_at < clock_timestamp())
    RETURNING lease_token AS token`
  return rows[0] === undefined ? null : { slug, token: rows[0].token }
}

/** False when the lease was taken over in the meantime: then stop. A lease that only ran out is prolonged. */
export async function renewLease(db: Database, lease: Lease, seconds: number): Promise<boolean> {
  const renewed = await db.prisma.$executeRaw`
    UPDATE repo_sync SET lease_expires_at = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE slug = ${lease.slug} AND lease_token = ${lease.token} AND lease_expires_at IS NOT NULL`
  return renewed === 1
}

/** Nothing happens to a lease that somebody else has taken over. */
export async function releaseLease(db: Database, lease: Lease): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE repo_sync SET lease_holder = NULL, lease_expires_at = NULL
    WHERE slug = ${lease.slug} AND lease_token = ${lease.token}`
}

/** For a database that no other process can have open: whoever held a lease in it is gone. */
export async function releaseAllLeases(db: Database): Promise<void> {
  await db.prisma.$executeRaw`UPDATE repo_sync SET lease_holder = NULL, lease_expires_at = NULL`
}

/** Ends a transaction whose lease was taken over, and keeps others from taking it over until the transaction ends. */
export async function requireLease(tx: Prisma.TransactionClient, lease: Lease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT slug FROM repo_sync
    WHERE slug = ${lease.slug} AND lease_token = ${lease.token} AND lease_expires_at IS NOT NULL
    FOR UPDATE`
  if (rows.length > 0) return
  throw new IndexError('lease-lost', `Another process has taken over the sync of ${lease.slug}.`)
}
