import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Prisma } from '@/prisma/generated/client'
import type { Database } from './database'
import { DatabaseError } from './database-error'
import { isDatabaseUnavailable } from './is-database-unavailable'

/** `sync:` is the right to change a repository's mirror and index, `promote:` the right to write into it. */
export type LeaseName = `sync:${string}` | `promote:${string}`

/** A lock that one process holds at a time, among all processes that share the database. */
export type Lease<Name extends LeaseName = LeaseName> = {
  readonly name: Name
  readonly token: bigint
}

export type SyncLease = Lease<`sync:${string}`>
export type PromoteLease = Lease<`promote:${string}`>

/**
 * The longest term of a lease, in seconds. A lease that ends later by the database's clock was taken before that clock
 * was set back, and its process does not renew it: it has expired.
 */
export const MAX_LEASE_SECONDS = 300

export type LeaseTerms = {
  /** Names the process among all that share the database. */
  readonly holder: string
  readonly seconds: number
}

/** Acquires the lease for `seconds`, by the database's clock. Returns null while another process holds it. */
export async function acquireLease<Name extends LeaseName>(
  db: Database,
  name: Name,
  terms: LeaseTerms,
): Promise<Lease<Name> | null> {
  const [row] = await acquireAs(db, { name, terms }, (own) =>
    db.prisma.$queryRaw<{ token: bigint }[]>(acquireLeaseSql(name, own)),
  )
  return row === undefined ? null : { name, token: row.token }
}

/**
 * Runs a statement that acquires the lease, for a holder that no other attempt has. When its answer is lost, the statement may
 * have acquired the lease, and the caller lacks the token: the lease is then released by that holder.
 */
export async function acquireAs<Row>(
  db: Database,
  { name, terms }: { readonly name: LeaseName; readonly terms: LeaseTerms },
  acquire: (own: LeaseTerms) => Promise<Row>,
): Promise<Row> {
  const holder = `${terms.holder}${ATTEMPT}${randomUUID()}`
  try {
    return await acquire({ ...terms, holder })
  } catch (error) {
    await leaveBroken(error)
    await db.prisma.$executeRaw`${FREE} WHERE name = ${name} AND holder = ${holder}`
    throw error
  }
}

/** Between the name of a process and what tells its attempts apart. */
const ATTEMPT = '#'

/** The statement of `acquireLease`: its row has the name and the token; none while another process holds the lease. */
export function acquireLeaseSql(name: LeaseName, { holder, seconds }: LeaseTerms): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO leases (name, holder, token, expires_at)
    VALUES (${name}, ${holder}, 1, clock_timestamp() + make_interval(secs => ${seconds}))
    ON CONFLICT (name) DO UPDATE
    SET holder = EXCLUDED.holder, token = leases.token + 1, expires_at = EXCLUDED.expires_at
    WHERE leases.expires_at IS NULL OR leases.expires_at < clock_timestamp()
      OR leases.expires_at > clock_timestamp() + make_interval(secs => ${MAX_LEASE_SECONDS})
    RETURNING name, token`
}

/**
 * Returns false when another process has acquired the lease: the caller must stop. A lease that has expired and was not
 * acquired by another process is renewed.
 */
export async function renewLease(db: Database, lease: Lease, seconds: number): Promise<boolean> {
  const renewed = await db.prisma.$executeRaw`
    UPDATE leases SET expires_at = clock_timestamp() + make_interval(secs => ${seconds})
    WHERE name = ${lease.name} AND token = ${lease.token} AND expires_at IS NOT NULL`
  return renewed === 1
}

/** Has no effect on a lease that another process has acquired. */
export async function releaseLease(db: Database, lease: Lease): Promise<void> {
  await tryTwice(() => db.prisma.$executeRaw(releaseLeaseSql(lease)))
}

const FREE = Prisma.sql`UPDATE leases SET holder = NULL, expires_at = NULL`

/** How long broken connections need until the pool leaves them out, in milliseconds. */
const BROKEN_MS = 100

/** Waits until the pool leaves out a connection that broke, so that its statement may have been carried out. Throws any other
 *  error, also that there was no connection: the pool has waited for the database long enough. */
async function leaveBroken(error: unknown): Promise<void> {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'database-unavailable' || !isDatabaseUnavailable(error)) throw error
  await pause(BROKEN_MS)
}

/** Where a connection breaks, a release is tried once more, on one that waits for the database to be started again: a lease
 *  that stays would block others until it expires. */
async function tryTwice(release: () => Promise<unknown>): Promise<void> {
  try {
    await release()
  } catch (error) {
    await leaveBroken(error)
    await release()
  }
}

/** The statement of `releaseLease`: its row has the name; none when another process has taken the lease over. */
export function releaseLeaseSql({ name, token }: Lease): Prisma.Sql {
  return Prisma.sql`
    ${FREE} WHERE name = ${name} AND token = ${token}
    RETURNING name`
}

/** Releases every lease. Only for a database that no other process can have open: every former holder has ended. */
export async function releaseAllLeases(db: Database): Promise<void> {
  await db.prisma.$executeRaw(FREE)
}

/** Releases the leases of a process that has ended. Other processes need not wait until they expire. */
export async function releaseLeasesOf(db: Database, holder: string): Promise<void> {
  await tryTwice(
    () => db.prisma.$executeRaw`${FREE} WHERE split_part(holder, ${ATTEMPT}, 1) = ${holder}`,
  )
}

/** Ends a transaction whose lease was taken over, and keeps others from taking it over until the transaction ends. */
export async function requireLease(tx: Prisma.TransactionClient, lease: Lease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT name FROM leases
    WHERE name = ${lease.name} AND token = ${lease.token} AND expires_at IS NOT NULL
    FOR UPDATE`
  if (rows.length > 0) return
  throw new DatabaseError('lease-lost', `Another process has taken over ${lease.name}.`)
}

/** The same as a condition, for a single statement; true without a lease. */
export function buildHeldCondition(lease: Lease | undefined): Prisma.Sql {
  if (lease === undefined) return Prisma.sql`true`
  return Prisma.sql`EXISTS (SELECT FROM leases
    WHERE name = ${lease.name} AND token = ${lease.token} AND expires_at IS NOT NULL FOR UPDATE)`
}
