import type { RepoConfig } from '@/lib/config/config'
import { openSnapshot, type Snapshot } from '@/lib/snapshot/open-snapshot'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { holdObjects } from '@/lib/sync/hold-objects'
import { type FreshRepo, type NotFresh, refreshRepo } from '@/lib/sync/refresh-repo'
import { rememberPoison } from '@/lib/sync/remember-poison'
import type { JobWorld } from '@/lib/sync/run-job'
import type { Refusal, RefusalCode } from '@/lib/views/refusal'

/** What reading a repository for a command needs. */
export type ReadContext = { readonly sync: SyncContext; readonly world: JobWorld }

/** A repository as it is on the remote now, ready to be read. */
export type Work = {
  readonly context: ReadContext
  readonly repo: RepoConfig
  readonly fresh: FreshRepo
  readonly snapshot: Snapshot
}

export type Unready = { readonly kind: 'refused'; readonly refusal: Refusal }

/** How long a command waits for its turn, and again for the sync that it needs, in seconds. */
export const PATIENCE_SECONDS = 30

/**
 * Brings the repository up to date and runs `use` on it, in a turn of this process; a refusal where the remote cannot
 * be read. The mirror must not be read any more when `use` is done.
 */
export async function withFreshRepo<Value>(
  context: ReadContext,
  repo: RepoConfig,
  use: (work: Work) => Promise<Value>,
): Promise<Value | Unready> {
  const { sync, world } = context
  const fresh = await refreshRepo(sync, repo, { ...world, seconds: PATIENCE_SECONDS })
  if (fresh.kind !== 'fresh') return { kind: 'refused', refusal: formatNotFresh(fresh) }
  const known = await rememberPoison(sync.database)
  return await sync.turn({ refs: null, limits: READ_LIMITS }, async () => {
    const snapshot = openSnapshot(fresh.mirror, { parser: sync.parser, known })
    const work = { context, repo, fresh, snapshot }
    try {
      const heads = fresh.derivation.branches.map(({ commit }) => commit)
      const unready = await requireObjects(work, heads)
      return unready ?? (await use(work))
    } finally {
      await snapshot.close()
    }
  })
}

/** Makes sure that the mirror on this disk has the objects; null when it has. */
export async function requireObjects(
  { context, repo, fresh }: Work,
  oids: readonly string[],
): Promise<Unready | null> {
  const { sync, world } = context
  const wanted = { mirror: fresh.mirror, oids, world, seconds: PATIENCE_SECONDS }
  const held = await holdObjects(sync, repo, wanted)
  if (held === 'held') return null
  if (held === 'busy') return { kind: 'refused', refusal: { code: 'busy', details: {} } }
  return { kind: 'refused', refusal: { code: 'changed-meanwhile', details: {} } }
}

function formatNotFresh(why: NotFresh): Refusal {
  return why.kind === 'busy' ? { code: 'busy', details: {} } : formatGitRefusal(why)
}

/** What a failure to reach or to read the remote is called. */
export function formatGitRefusal(failure: {
  readonly code: string
  readonly message: string
}): Refusal {
  // git was stopped from here: the process ends, or has lost the right to write. Or the database went away.
  if (failure.code === 'killed' || failure.code === 'interrupted') {
    return { code: 'interrupted', details: {} }
  }
  if (failure.code === 'reading-limit') {
    return { code: 'repo-unreadable', details: { reason: failure.message } }
  }
  if (failure.code === 'disk-full' || failure.code === 'unwritable') {
    return { code: failure.code, details: { reason: failure.message } }
  }
  const isAuth = failure.code === 'auth-failed' || failure.code === 'host-key'
  const code: RefusalCode = isAuth ? 'remote-auth' : 'remote-unreachable'
  return { code, details: { reason: failure.message } }
}
