import type { RepoConfig } from '@/lib/config/config'
import { isDatabaseUnavailable } from '@/lib/database/is-database-unavailable'
import type { SyncLease } from '@/lib/database/lease'
import { withHeldLease } from '@/lib/database/with-lease'
import {
  failSync,
  finishSync,
  readSyncState,
  startSync,
  writeProgress,
} from '@/lib/journal/sync-state'
import { computeBackoff } from './backoff'
import type { SyncContext } from './context'
import { describeFailure, type Failure } from './describe-failure'
import { openRepoMirror } from './open-repo-mirror'
import { throttleProgress } from './progress'
import { type SyncOutcome, syncRepo } from './sync-repo'

/**
 * The lease of a process that has died expires after this time. A running process renews it in a third of that time.
 */
export const LEASE_SECONDS = 30

export type JobRuntime = {
  /** Names this process among the replicas. */
  readonly holder: string
  readonly now: () => Date
  /** Aborted when the process stops. */
  readonly signal: AbortSignal
  /** An error that no repository explains: a bug, or a database that is gone. */
  readonly onBug: (error: unknown) => void
}

/**
 * Syncs one repository under its lease and stores the result: done, or failed with the reason and the time of the next
 * attempt. Returns `busy` when another process or worker holds the lease.
 */
export async function runJob(
  context: SyncContext,
  repo: RepoConfig,
  runtime: JobRuntime,
): Promise<SyncOutcome | 'busy' | 'failed'> {
  const { database } = context
  const terms = { ...runtime, seconds: LEASE_SECONDS }
  const lease = await startSync(database, repo.slug, terms)
  if (lease === null) return 'busy'
  return await withHeldLease(database, { ...terms, lease }, (lost) => {
    const signal = AbortSignal.any([runtime.signal, lost])
    return syncUnderLease(context, repo, { ...runtime, lease, signal })
  })
}

type LeasedRuntime = JobRuntime & { readonly lease: SyncLease }

async function syncUnderLease(
  context: SyncContext,
  repo: RepoConfig,
  runtime: LeasedRuntime,
): Promise<SyncOutcome | 'failed'> {
  const { lease, now, signal } = runtime
  const { report, settle } = throttleProgress(
    (progress) => writeProgress(context.database, lease, progress),
    { now: () => performance.now(), onBug: runtime.onBug },
  )
  try {
    const askedAt = now()
    const mirror = await openRepoMirror(context.config, repo)
    const outcome = await syncRepo(context, { repo, mirror, lease, now, report, signal })
    await settle()
    await finishSync(context.database, lease, askedAt)
    return outcome
  } catch (error) {
    const failure = describeFailure(error)
    if (failure === null) runtime.onBug(error)
    await settle()
    const unexpected = isDatabaseUnavailable(error) ? OUTAGE : BUG
    await writeFailure(context, repo, runtime, failure ?? unexpected)
    return 'failed'
  }
}

/** Stored when the database is available again. */
const OUTAGE: Failure = { code: 'interrupted', message: 'The database did not answer meanwhile.' }
const BUG: Failure = { code: 'internal', message: 'Signet itself failed; its log says why.' }

async function writeFailure(
  context: SyncContext,
  repo: RepoConfig,
  runtime: LeasedRuntime,
  { code, message }: Failure,
): Promise<void> {
  const state = await readSyncState(context.database, repo.slug)
  const at = runtime.now()
  // A check of the free space puts no load on the remote, so it is repeated soon.
  const failures = code === 'disk-full' ? 1 : (state?.failures ?? 0) + 1
  const retryAt = new Date(at.getTime() + computeBackoff(failures) * 1000)
  await failSync(context.database, runtime.lease, { code, message, at, retryAt })
}
