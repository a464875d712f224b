import { setTimeout as pause } from 'node:timers/promises'
import type { RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import type { Mirror } from '@/lib/git/mirror'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import { findStoredRepo } from '@/lib/index/write/stored'
import { readSyncState } from '@/lib/journal/sync-state'
import { TrustError } from '@/lib/keys/trust-error'
import type { Keyring } from '@/lib/proof/keyring'
import type { SyncContext } from './context'
import { type Derivation, hasSameKey } from './derivation'
import { listRefs } from './list-refs'
import { openRepoMirror } from './open-repo-mirror'
import { readDerivation } from './read-derivation'
import { type JobRuntime, runJob } from './run-job'

/** The interval at which a caller that waits for another process's sync tries again, in milliseconds. */
const RETRY_MS = 50

/** How often a remote that changes while it is read is listed again. */
const MAX_ATTEMPTS = 5

export type FreshRepo = {
  readonly kind: 'fresh'
  readonly mirror: Mirror
  /** The refs that the remote has just listed, for which the index is current. */
  readonly refs: RemoteRefs
  readonly derivation: Derivation
  /** Who is trusted now. */
  readonly keyring: Keyring
  /** Canonical id that tags of the repository are signed for. */
  readonly repository: string
}

/** Why there is no fresh state. `message` is for people, and redacted. */
export type NotFresh =
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }

/**
 * Lists the refs of the remote, and updates the mirror and the index when they differ. Returns `busy` when the sync of
 * another process takes longer than `seconds`.
 */
export async function refreshRepo(
  context: SyncContext,
  repo: RepoConfig,
  runtime: JobRuntime & { readonly seconds: number },
): Promise<FreshRepo | NotFresh> {
  const deadline = performance.now() + runtime.seconds * 1000
  try {
    const mirror = await openRepoMirror(context.config, repo)
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const refs = await listRefs(context, mirror, runtime.signal)
      const basis = await readDerivation(context.config, { repo, mirror }, refs)
      const fresh = { ...basis, kind: 'fresh', mirror, refs } as const
      if (await isIndexed(context, repo, fresh)) return fresh
      const synced = await syncWaiting(context, repo, { runtime, deadline })
      if (synced !== 'synced') return synced
      if (await isIndexed(context, repo, fresh)) return fresh
    }
    return { kind: 'failed', code: 'ref-conflict', message: 'The remote keeps changing.' }
  } catch (error) {
    if (!(error instanceof GitError || error instanceof TrustError)) throw error
    return { kind: 'failed', code: error.code, message: error.message }
  }
}

/** Syncs the repository, or waits until the process that holds its lease has synced it. */
export async function syncWaiting(
  context: SyncContext,
  repo: RepoConfig,
  { runtime, deadline }: { readonly runtime: JobRuntime; readonly deadline: number },
): Promise<'synced' | NotFresh> {
  for (;;) {
    const outcome = await runJob(context, repo, runtime)
    if (outcome === 'failed') return await readFailure(context, repo)
    if (outcome !== 'busy') return 'synced'
    if (performance.now() > deadline) return { kind: 'busy' }
    await pause(RETRY_MS, undefined, { signal: runtime.signal })
  }
}

async function isIndexed(
  context: SyncContext,
  repo: RepoConfig,
  { refs, derivation }: Pick<FreshRepo, 'refs' | 'derivation'>,
): Promise<boolean> {
  const stored = await findStoredRepo(context.database, repo.slug)
  return stored?.refsHash === refs.hash && hasSameKey(stored.derivation, derivation)
}

/** The failure that the sync has stored. */
async function readFailure(context: SyncContext, repo: RepoConfig): Promise<NotFresh> {
  const error = (await readSyncState(context.database, repo.slug))?.error
  return { kind: 'failed', code: error?.code ?? 'internal', message: error?.message ?? '' }
}
