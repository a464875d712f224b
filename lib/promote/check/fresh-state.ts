import type { RepoConfig } from '@/lib/config/config'
import { openSnapshot, type Snapshot } from '@/lib/snapshot/open-snapshot'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { ensureObjects } from '@/lib/sync/ensure-objects'
import { openBlobMemory } from '@/lib/sync/open-blob-memory'
import { type FreshRepo, type NotFresh, refreshRepo } from '@/lib/sync/refresh-repo'
import type { JobRuntime } from '@/lib/sync/run-job'
import type { Refusal } from '@/lib/views/refusal'
import { refuseGitFailure } from '../failure-refusals'

/** What reading a repository for a command needs. */
export type ReadContext = { readonly sync: SyncContext; readonly runtime: JobRuntime }

/** A repository as it is on the remote now, ready to be read. */
export type FreshState = {
  readonly context: ReadContext
  readonly repo: RepoConfig
  readonly fresh: FreshRepo
  readonly snapshot: Snapshot
}

export type Refused = { readonly kind: 'refused'; readonly refusal: Refusal }

/** How long a command waits for the repository's lock, and again for the sync that it needs, in seconds. */
export const MAX_WAIT_SECONDS = 30

/**
 * Brings the repository up to date and runs `use` on its state; a refusal where the remote cannot be read. `use` must
 * not read the mirror after it has returned.
 */
export async function withFreshState<Value>(
  context: ReadContext,
  repo: RepoConfig,
  use: (state: FreshState) => Promise<Value>,
): Promise<Value | Refused> {
  const { sync, runtime } = context
  const fresh = await refreshRepo(sync, repo, { ...runtime, seconds: MAX_WAIT_SECONDS })
  if (fresh.kind !== 'fresh') return { kind: 'refused', refusal: refuseNotFresh(fresh) }
  // Before the read lock: a clone takes longer than that may be held, and a sync takes its lease before it.
  const heads = fresh.derivation.branches.map(({ commit }) => commit)
  const missing = await fetchObjects({ context, repo, fresh }, heads)
  if (missing !== null) return missing
  const known = await openBlobMemory(sync.database)
  return await sync.withReadLock({ refs: null, limits: READ_LIMITS }, async () => {
    const snapshot = openSnapshot(fresh.mirror, { parser: sync.parser, known })
    try {
      return await use({ context, repo, fresh, snapshot })
    } finally {
      await snapshot.close()
    }
  })
}

/** Makes sure that the mirror on this disk has the objects; a refusal where it cannot get them. */
export async function fetchObjects(
  { context, repo, fresh }: Pick<FreshState, 'context' | 'repo' | 'fresh'>,
  oids: readonly string[],
): Promise<Refused | null> {
  const { sync, runtime } = context
  const wanted = { mirror: fresh.mirror, oids, runtime, seconds: MAX_WAIT_SECONDS }
  const held = await ensureObjects(sync, repo, wanted)
  if (held === 'held') return null
  if (held === 'busy') return { kind: 'refused', refusal: { code: 'busy', details: {} } }
  return { kind: 'refused', refusal: { code: 'changed-meanwhile', details: {} } }
}

function refuseNotFresh(why: NotFresh): Refusal {
  return why.kind === 'busy' ? { code: 'busy', details: {} } : refuseGitFailure(why)
}
