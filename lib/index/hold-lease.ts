import type { Database } from './database'
import { acquireLease, type Lease, type LeaseName, releaseLease, renewLease } from './lease'

export type LeaseClaim<Name extends LeaseName> = {
  readonly name: Name
  /** Names this process among the replicas. */
  readonly holder: string
  /** A process that dies is believed dead after this long; a living one renews in a third of it. */
  readonly seconds: number
  /** A renewal that failed: the database is gone. */
  readonly onBug: (error: unknown) => void
}

/**
 * Runs `use` while this process holds the lease, and keeps it alive meanwhile. `lost` is aborted when another
 * process has taken it over. `busy` where somebody else holds it now.
 */
export async function holdLease<Name extends LeaseName, Value>(
  db: Database,
  claim: LeaseClaim<Name>,
  use: (lease: Lease<Name>, lost: AbortSignal) => Promise<Value>,
): Promise<{ readonly value: Value } | 'busy'> {
  const lease = await acquireLease(db, claim.name, claim)
  if (lease === null) return 'busy'
  const lost = new AbortController()
  const renew = async () => {
    try {
      if (!(await renewLease(db, lease, claim.seconds))) lost.abort()
    } catch (error) {
      claim.onBug(error)
      lost.abort()
    }
  }
  const renewal = setInterval(renew, claim.seconds * 333)
  try {
    return { value: await use(lease, lost.signal) }
  } finally {
    clearInterval(renewal)
    await releaseLease(db, lease)
  }
}
