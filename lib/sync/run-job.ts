import type { RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import { holdLease } from '@/lib/index/hold-lease'
import type { SyncLease } from '@/lib/index/lease'
import {
  failSync,
  finishSync,
  readSyncState,
  startSync,
  writeProgress,
} from '@/lib/index/sync-state'
import { TrustError } from '@/lib/keys/trust-error'
import { formatBackoff } from './backoff'
import type { SyncContext } from './context'
import { openRepoMirror } from './open-repo-mirror'
import { throttleProgress } from './progress'
import { SyncError } from './sync-error'
import { type SyncOutcome, syncRepo } from './sync-repo'

/** A process that dies is believed dead after this long; a living one renews in a third of it. */
export const LEASE_SECONDS = 30

export type JobWorld = {
  /** Names this process among the replicas. */
  readonly holder: string
  readonly now: () => Date
  /** Aborted when the process stops. */
  readonly signal: AbortSignal
  /** An error that no repository explains: a bug, or a database that is gone. */
  readonly onBug: (error: unknown) => void
}

/**
 * Syncs one repository under its lease and writes down how it went: done, or failed with the reason
 * and the time of the next attempt. `busy`: another process or worker is at it.
 */
export async function runJob(
  context: SyncContext,
  repo: RepoConfig,
  world: JobWorld,
): Promise<SyncOutcome | 'busy' | 'failed'> {
  const { database } = context
  const claim = { ...world, name: `sync:${repo.slug}` as const, seconds: LEASE_SECONDS }
  const held = await holdLease(database, claim, async (lease, lost) => {
    await startSync(database, lease)
    const signal = AbortSignal.any([world.signal, lost])
    return await syncUnderLease(context, repo, { ...world, lease, signal })
  })
  return held === 'busy' ? held : held.value
}

type LeasedWorld = JobWorld & { readonly lease: SyncLease }

async function syncUnderLease(
  context: SyncContext,
  repo: RepoConfig,
  world: LeasedWorld,
): Promise<SyncOutcome | 'failed'> {
  const { lease, now, signal } = world
  const { report, settle } = throttleProgress(
    (progress) => writeProgress(context.database, lease, progress),
    () => performance.now(),
  )
  try {
    const askedAt = now()
    const mirror = await openRepoMirror(context.config, repo)
    const outcome = await syncRepo(context, { repo, mirror, lease, now, report, signal })
    await settle()
    await finishSync(context.database, lease, askedAt)
    return outcome
  } catch (error) {
    if (!isExpected(error)) world.onBug(error)
    await settle()
    await writeFailure(context, repo, world, error)
    return 'failed'
  }
}

async function writeFailure(
  context: SyncContext,
  repo: RepoConfig,
  world: LeasedWorld,
  error: unknown,
): Promise<void> {
  const state = await readSyncState(context.database, repo.slug)
  const at = world.now()
  const wait = formatBackoff((state?.failures ?? 0) + 1)
  const known = isExpected(error)
  await failSync(context.database, world.lease, {
    code: known ? error.code : 'internal',
    message: known ? error.message : 'Signet itself failed; its log says why.',
    at,
    retryAt: new Date(at.getTime() + wait * 1000),
  })
}

function isExpected(error: unknown): error is GitError | SyncError | TrustError {
  return [GitError, SyncError, TrustError].some((kind) => error instanceof kind)
}
