import type { Database } from './database'
import {
  acquireLease,
  type Lease,
  type LeaseName,
  type LeaseTerms,
  releaseLease,
  renewLease,
} from './lease'

/** A process that dies is believed dead after `seconds`; a living one renews in a third of it. */
export type LeaseClaim<Name extends LeaseName> = LeaseTerms & {
  readonly name: Name
  /** A renewal that failed: the database is gone. */
  readonly onBug: (error: unknown) => void
}

/**
 * Runs `use` while this process holds the lease, and keeps it alive meanwhile. `lost` is aborted when another
 * process has taken it over. `busy` where another process holds it now.
 */
export async function withLease<Name extends LeaseName, Value>(
  db: Database,
  claim: LeaseClaim<Name>,
  use: (lease: Lease<Name>, lost: AbortSignal) => Promise<Value>,
): Promise<{ readonly value: Value } | 'busy'> {
  const lease = await acquireLease(db, claim.name, claim)
  if (lease === null) return 'busy'
  const value = await withHeldLease(db, { ...claim, lease }, (lost) => use(lease, lost))
  await releaseLease(db, lease)
  return { value }
}

/** The same with a lease that was taken before. `use` gives it up, unless it throws. */
export async function withHeldLease<Value>(
  db: Database,
  kept: Pick<LeaseClaim<LeaseName>, 'seconds' | 'onBug'> & { readonly lease: Lease },
  use: (lost: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const { lease, seconds, onBug } = kept
  const lost = new AbortController()
  const renew = async () => {
    try {
      if (!(await renewLease(db, lease, seconds))) lost.abort()
    } catch (error) {
      onBug(error)
      lost.abort()
    }
  }
  const renewal = setInterval(renew, seconds * 333)
  try {
    return await use(lost.signal)
  } catch (error) {
    await releaseLease(db, lease)
    throw error
  } finally {
    clearInterval(renewal)
  }
}
