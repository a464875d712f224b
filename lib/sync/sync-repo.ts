import { existsSync } from 'node:fs'
import type { RepoConfig } from '@/lib/config/config'
import type { SyncLease } from '@/lib/database/lease'
import { requireFreeSpace } from '@/lib/git/free-space'
import { GitError } from '@/lib/git/git-error'
import { keepObjects } from '@/lib/git/keep-objects'
import type { Mirror } from '@/lib/git/mirror'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import { updateMirror } from '@/lib/git/update-mirror'
import { forgetOtherProofs } from '@/lib/index/write/proofs'
import { writeIndex } from '@/lib/index/write/write-index'
import { clearHeldTags, holdTags } from '@/lib/journal/seen-tags'
import { findRefusedRefs } from '@/lib/journal/sync-state'
import { openSnapshot } from '@/lib/snapshot/open-snapshot'
import { compareWithRemote } from './compare-with-remote'
import { SYNC_LIMITS, type SyncContext } from './context'
import { type Derivation, hasSameKey } from './derivation'
import type { DeriveInput } from './derive-input'
import { type DerivedRepo, deriveRepo } from './derive-repo'
import { listRefs } from './list-refs'
import { openBlobMemory } from './open-blob-memory'
import type { ReportProgress } from './progress'
import { readDerivation } from './read-derivation'
import { openStoredState, type StoredState } from './stored-state'
import { SyncError } from './sync-error'

/** The number of attempts on a remote that changes while it is read. */
const MAX_ATTEMPTS = 3

export type SyncOutcome = 'unchanged' | 'written'

export type SyncRequest = {
  readonly repo: RepoConfig
  readonly mirror: Mirror
  readonly lease: SyncLease
  readonly now: () => Date
  readonly report: ReportProgress
  readonly signal: AbortSignal
}

/**
 * The read flow: brings the index up to date with one remote.
 *
 *   list refs → compare with what is stored → keep displaced objects → fetch → derive → write
 *
 * The functions: `listRefs`, `isCurrent`, `keepDisplaced`, `updateMirror`, `deriveRefs`, `writeIndex`. The caller holds
 * the repository's lease. Nothing but `ls-remote` runs when neither the refs nor what the derivation depends on have
 * changed; otherwise readers see the old registry until the last transaction shows the new one. A remote that changes
 * while it is read is listed again. Throws GitError, SyncError and TrustError.
 */
export async function syncRepo(context: SyncContext, request: SyncRequest): Promise<SyncOutcome> {
  const { config, database } = context
  const { repo, mirror } = request
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const refs = await listRefs(context, mirror, request.signal)
    const basis = await readDerivation(config, { repo, mirror }, refs)
    const stored = await openStoredState(database, repo.slug, basis.repository)
    if (isCurrent(stored, refs, basis.derivation)) {
      await clearHeldLoss(context, repo.slug, stored)
      return 'unchanged'
    }
    // What the reading depends on. A limit that it exceeds is stored with this.
    const state = `${basis.derivation.code}:${refs.hash}`
    await requireReadable(context, repo.slug, state)
    await keepDisplaced(context, request, { refs, stored })
    await updateMirror(mirror, request.report, request.signal)
    const refresh = { refs, stored, ...basis, now: request.now() }
    const outcome = await context.withReadLock({ refs: state, limits: SYNC_LIMITS }, () =>
      indexRefs(context, request, refresh),
    )
    if (outcome === 'written') return 'written'
    // `moved`: the mirror lacks an object that was listed, because the remote has changed since.
  }
  throw new GitError('ref-conflict', 'The remote kept changing while it was read.')
}

/** Whether the index was derived from these refs with the same programs, settings and keys. Not without the memory of
 *  tags. */
function isCurrent(
  { repo, watch }: StoredState,
  refs: RemoteRefs,
  derivation: Derivation,
): boolean {
  if (repo === null || watch === null) return false
  return repo.refsHash === refs.hash && hasSameKey(repo.derivation, derivation)
}

/** Refs that exceeded a reading limit are not read again until they change or an admin requests it. */
async function requireReadable(
  { database }: SyncContext,
  slug: string,
  state: string,
): Promise<void> {
  const refused = await findRefusedRefs(database, slug)
  if (refused?.refs === state) throw new SyncError('reading-limit', refused.why)
}

/**
 * Clears a loss of tags that was held back: the remote has the tags again. The same loss is held back when it happens
 * again.
 */
async function clearHeldLoss(
  { database }: SyncContext,
  slug: string,
  { watch }: StoredState,
): Promise<void> {
  if (watch === null || (watch.held === null && watch.accepted === null)) return
  await clearHeldTags(database, slug)
}

/**
 * Keeps the objects that tags no longer point at in the mirror, as evidence. Throws SyncError `tags-vanished` when so
 * many tags are gone that an admin has to accept it (see acceptHeldTags).
 */
async function keepDisplaced(
  { database }: SyncContext,
  { repo, mirror }: SyncRequest,
  { refs, stored }: Pick<DeriveInput, 'refs' | 'stored'>,
): Promise<void> {
  if (stored.watch === null) return
  // After the index was dropped, the memory of tags says what the last sync saw.
  const before = stored.repo === null ? await stored.listPresent() : await stored.listTags()
  const { displaced, shrink } = compareWithRemote({ tags: before, repo: stored.repo }, refs)
  if (shrink !== null && stored.watch.accepted !== shrink.hash) {
    await holdTags(database, repo.slug, shrink.hash)
    throw new SyncError('tags-vanished', shrink.message)
  }
  if (existsSync(mirror.dir)) await keepObjects(mirror, displaced)
}

type Refresh = Omit<DeriveInput, 'slug' | 'mirror' | 'snapshot'>

/** Derives the registry of the refs and writes it. A changed derivation may mean changed keys, so proofs by other keys
 *  are removed. */
async function indexRefs(
  context: SyncContext,
  request: SyncRequest,
  refresh: Refresh,
): Promise<'written' | 'moved'> {
  const { repo, mirror, report } = request
  const derived = await deriveRefs(context, request, refresh)
  if (derived === 'moved') return 'moved'
  report({ phase: 'write', done: 0, total: null, percent: null })
  await requireFreeSpace(mirror.dir)
  await writeIndex(context.database, {
    slug: repo.slug,
    url: mirror.remote.display,
    refsHash: refresh.refs.hash,
    head: refresh.refs.head,
    syncedAt: request.now(),
    lease: request.lease,
    ...derived,
  })
  const before = refresh.stored.repo?.derivation ?? null
  if (before !== null && !hasSameKey(before, refresh.derivation)) {
    await forgetOtherProofs(context.database, refresh.keyring.hash)
  }
  return 'written'
}

/** Releases the files and trees that it has read before it returns, because writing the rows needs the memory. */
async function deriveRefs(
  context: SyncContext,
  { repo, mirror, report }: SyncRequest,
  refresh: Refresh,
): Promise<DerivedRepo | 'moved'> {
  report({ phase: 'read', done: 0, total: null, percent: null })
  const snapshot = openSnapshot(mirror, {
    parser: context.parser,
    known: await openBlobMemory(context.database),
  })
  try {
    return await deriveRepo(context, { slug: repo.slug, mirror, snapshot, ...refresh })
  } finally {
    await snapshot.close()
  }
}
