import type { RepoConfig } from '@/lib/config/config'
import { openSnapshot, type Snapshot } from '@/lib/snapshot/open-snapshot'
import { holdObjects } from '@/lib/sync/hold-objects'
import { type FreshRepo, type NotFresh, refreshRepo } from '@/lib/sync/refresh-repo'
import { rememberPoison } from '@/lib/sync/remember-poison'
import type { PromoteContext } from './context'
import type { Refusal, RefusalCode } from './views'

/** A repository as it is on the remote now, ready to be read and written. */
export type Work = {
  readonly context: PromoteContext
  readonly repo: RepoConfig
  readonly fresh: FreshRepo
  readonly snapshot: Snapshot
  /** Aborted when the right to write is lost, or the process stops. */
  readonly signal: AbortSignal
}

export type Unready = { readonly kind: 'refused'; readonly refusal: Refusal }

/** How long a command waits for its turn, and again for the sync that it needs, in seconds. */
export const PATIENCE_SECONDS = 30

/**
 * Brings the repository up to date and runs `use` on it; a refusal where the remote cannot be read. The mirror
 * must not be read any more when `use` is done.
 */
export async function withFreshRepo<Value>(
  context: PromoteContext,
  { repo, signal }: Pick<Work, 'repo' | 'signal'>,
  use: (work: Work) => Promise<Value>,
): Promise<Value | Unready> {
  const world = { ...context.world, signal }
  const fresh = await refreshRepo(context.sync, repo, { ...world, seconds: PATIENCE_SECONDS })
  if (fresh.kind !== 'fresh') return { kind: 'refused', refusal: formatNotFresh(fresh) }
  const { parser, database } = context.sync
  const known = await rememberPoison(database)
  const snapshot = openSnapshot(fresh.mirror, { parser, known })
  const work = { context, repo, fresh, snapshot, signal }
  try {
    const heads = fresh.derivation.branches.map(({ commit }) => commit)
    const unready = await requireObjects(work, heads)
    return unready ?? (await use(work))
  } finally {
    await snapshot.close()
  }
}

/** Makes sure that the mirror on this disk has the objects; null when it has. */
export async function requireObjects(
  { context, repo, fresh, signal }: Work,
  oids: readonly string[],
): Promise<Unready | null> {
  const world = { ...context.world, signal }
  const { mirror } = fresh
  const wanted = { mirror, oids, world, seconds: PATIENCE_SECONDS }
  const held = await holdObjects(context.sync, repo, wanted)
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
  // git was stopped from here: the process ends, or has lost the right to write.
  if (failure.code === 'killed') return { code: 'interrupted', details: {} }
  const isAuth = failure.code === 'auth-failed' || failure.code === 'host-key'
  const code: RefusalCode = isAuth ? 'remote-auth' : 'remote-unreachable'
  return { code, details: { reason: failure.message } }
}
