import type { Database } from './database'
import {
  acquireLease,
  type Lease,
  type LeaseName,
  type LeaseTerms,
  releaseLease,
  renewLease,
} from './lease'

/**
 * The lease of a process that has died expires after `seconds`. A running process renews it in a third of that time.
 */
export type LeaseClaim<Name extends LeaseName> = LeaseTerms & {
  readonly name: Name
  /** Called when a renewal fails because the database is not available. The next one may succeed. */
  readonly onBug: (error: unknown) => void
}

/**
 * Runs `use` under the lease and renews the lease until `use` ends. `lost` is aborted when another process has acquired
 * the lease, and when it is about to expire because it cannot be renewed. Returns `busy` when another process holds it.
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

/** The same with a lease that the caller has acquired. `use` releases it, unless it throws. */
export async function withHeldLease<Value>(
  db: Database,
  kept: Pick<LeaseClaim<LeaseName>, 'seconds' | 'onBug'> & { readonly lease: Lease },
  use: (lost: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const { lease, seconds, onBug } = kept
  const lost = new AbortController()
  let heldSince = performance.now()
  const renew = async () => {
    const now = performance.now()
    try {
      if (await renewLease(db, lease, seconds)) heldSince = now
      else lost.abort()
    } catch (error) {
      onBug(error)
      // Another renewal comes before the lease expires, unless one has failed already.
      if (performance.now() - heldSince > seconds * 500) lost.abort()
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
