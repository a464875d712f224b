import type { RepoView } from '@/lib/views/repo'

export type SyncSummary =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'syncing'; readonly text: string }
  | { readonly kind: 'failed'; readonly failed: number; readonly total: number }
  /** `since`: the oldest last sync of all repositories. */
  | { readonly kind: 'ok'; readonly since: string }

/** The state of all repositories: running syncs first, then failures, then the age of the index. */
export function summariseSync(repos: readonly RepoView[]): SyncSummary {
  if (repos.length === 0) return { kind: 'none' }
  const syncing = repos.filter((repo) => repo.status === 'syncing')
  const [first] = syncing
  if (first) return { kind: 'syncing', text: describeSyncing(first, syncing.length) }
  const failed = repos.filter((repo) => repo.error !== null).length
  if (failed > 0) return { kind: 'failed', failed, total: repos.length }
  const times = repos.map((repo) => repo.syncedAt).filter((at) => at !== null)
  const [since] = times.sort((a, b) => Date.parse(a) - Date.parse(b))
  return since === undefined || times.length < repos.length
    ? { kind: 'waiting' }
    : { kind: 'ok', since }
}

function describeSyncing(first: RepoView, count: number): string {
  if (count > 1) return `Syncing ${count} repositories`
  const percent = first.progress?.percent
  return percent == null ? `Syncing ${first.slug}` : `Syncing ${first.slug} ${Math.round(percent)}%`
}
