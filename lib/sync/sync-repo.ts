import type { RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import { listRemote, type Mirror, updateMirror } from '@/lib/git/mirror'
import type { SyncLease } from '@/lib/index/lease'
import { findStoredRepo } from '@/lib/index/stored'
import { writeIndex } from '@/lib/index/write-index'
import { openSnapshot } from '@/lib/snapshot/open-snapshot'
import type { SyncContext } from './context'
import { formatDerivation, hasSameKey } from './derivation'
import { type DeriveInput, deriveRepo } from './derive-repo'
import type { ReportProgress } from './progress'
import { rememberPoison } from './remember-poison'

/** How often a remote that changes while it is read is listed again. */
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
 * Brings the index up to date with one remote. The caller holds the repository's lease. Nothing but
 * `ls-remote` runs when neither refs nor what the derivation depends on have changed; otherwise the
 * index moves in one transaction from the old registry to the new one. Throws GitError.
 */
export async function syncRepo(context: SyncContext, request: SyncRequest): Promise<SyncOutcome> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const refs = await listRemote(request.mirror)
    const stored = await findStoredRepo(context.database, request.repo.slug)
    const derivation = formatDerivation(context.config, request.repo, refs)
    if (stored && stored.refsHash === refs.hash && hasSameKey(stored.derivation, derivation)) {
      return 'unchanged'
    }
    await updateMirror(request.mirror, request.report, request.signal)
    const outcome = await indexRefs(context, request, { refs, stored, derivation })
    if (outcome === 'written') return 'written'
  }
  throw new GitError('ref-conflict', 'The remote changed again and again while it was read.')
}

type Refresh = Pick<DeriveInput, 'refs' | 'stored' | 'derivation'>

async function indexRefs(
  context: SyncContext,
  request: SyncRequest,
  refresh: Refresh,
): Promise<'written' | 'moved'> {
  const { repo, mirror, report } = request
  report({ phase: 'read', done: 0, total: null, percent: null })
  const snapshot = openSnapshot(mirror, {
    parser: context.parser,
    known: await rememberPoison(context.database),
  })
  try {
    const derived = await deriveRepo(context, { slug: repo.slug, mirror, snapshot, ...refresh })
    if (derived === 'moved') return 'moved'
    report({ phase: 'write', done: 0, total: null, percent: null })
    await writeIndex(context.database, {
      slug: repo.slug,
      url: mirror.remote.display,
      refsHash: refresh.refs.hash,
      head: refresh.refs.head,
      syncedAt: request.now(),
      lease: request.lease,
      ...derived,
    })
    return 'written'
  } finally {
    await snapshot.close()
  }
}
