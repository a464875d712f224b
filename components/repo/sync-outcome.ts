import type { RepoView } from '@/lib/views/repo'

/** What was known of a repository when its sync was requested. */
export type AskedSync = {
  /** ISO 8601. */
  readonly at: string
  readonly tags: number
  readonly revision: number
}

export type SyncOutcome = { readonly kind: 'synced' | 'failed'; readonly text: string }

type Known = Pick<RepoView, 'events' | 'ignoredTags' | 'revision'>

/** What is known of a repository at `at`, to be compared with later. */
export function buildAskedSync(repo: Known, at: Date): AskedSync {
  return { at: at.toISOString(), tags: countTags(repo), revision: repo.revision }
}

/** What a requested sync has found; null until a sync that listed the remote after the request has ended. */
export function findSyncOutcome(asked: AskedSync, repo: RepoView): SyncOutcome | null {
  const { status, error, syncedAt } = repo
  if (status === 'failed' && error && isSince(error.at, asked))
    return { kind: 'failed', text: error.message }
  // The instant of a sync is that at which the remote was listed.
  if (status !== 'ok' || syncedAt === null || !isSince(syncedAt, asked)) return null
  return { kind: 'synced', text: formatFound(countTags(repo) - asked.tags, repo, asked) }
}

function formatFound(more: number, { revision }: Known, asked: AskedSync): string {
  const count = Math.abs(more).toLocaleString('en')
  if (more > 0) return more === 1 ? '1 new tag' : `${count} new tags`
  if (more < 0) return more === -1 ? '1 tag is gone' : `${count} tags are gone`
  return revision === asked.revision ? 'nothing new' : 'changes, but no new tags'
}

function countTags({ events, ignoredTags }: Pick<Known, 'events' | 'ignoredTags'>): number {
  return events + ignoredTags
}

function isSince(at: string, asked: AskedSync): boolean {
  return Date.parse(at) >= Date.parse(asked.at)
}
