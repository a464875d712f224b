import type { RepoConfig } from '@/lib/config/config'
import { readSyncState } from '@/lib/index/sync-state'
import type { SyncContext } from './context'
import type { SyncQueue } from './queue'

/**
 * Asks for a sync of every repository now and then at its interval, but not while one that failed
 * waits for its next attempt, nor when another replica has just looked. Returns what ends it.
 */
export function pollRepos(
  context: SyncContext,
  queue: SyncQueue,
  world: { readonly now: () => Date; readonly onBug: (error: unknown) => void },
): () => void {
  const ask = (repo: RepoConfig) =>
    isDue(context, repo, world.now())
      .then((due) => (due ? queue.send(repo.slug, 0) : null))
      .catch(world.onBug)
  const timers = context.config.repos.map((repo) =>
    setInterval(() => ask(repo), repo.pollSeconds * 1000),
  )
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

async function isDue(context: SyncContext, repo: RepoConfig, now: Date): Promise<boolean> {
  const state = await readSyncState(context.database, repo.slug)
  if (state?.retryAt && Date.parse(state.retryAt) > now.getTime()) return false
  if (!state?.finishedAt) return true
  return now.getTime() - Date.parse(state.finishedAt) >= repo.pollSeconds * 500
}
