import { readSyncState, type SyncState } from '@/lib/index/sync-state'
import { formatBackoff } from './backoff'
import type { SyncContext } from './context'
import type { SyncQueue } from './queue'

/** A repository that waits for its next attempt is looked at this often, however seldom it is polled. */
const LONGEST_TICK = 60

/**
 * Asks for a sync of every repository when it is due. Returns what ends it.
 */
export function pollRepos(
  context: SyncContext,
  queue: SyncQueue,
  world: { readonly now: () => Date; readonly onBug: (error: unknown) => void },
): () => void {
  const timers = context.config.repos.map(({ slug, pollSeconds }) => {
    const ask = async () => {
      const state = await readSyncState(context.database, slug)
      if (isDue(state, pollSeconds, world.now())) await queue.send(slug, 0)
    }
    return setInterval(() => ask().catch(world.onBug), formatTick(pollSeconds) * 1000)
  })
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}

function formatTick(pollSeconds: number): number {
  return Math.min(pollSeconds, LONGEST_TICK)
}

/**
 * Whether a repository is to be asked for news: after a failure at its next attempt, else an interval
 * after the last look, whichever replica took it. Half a tick too early counts as the time. So does a time that is
 * further ahead than it can be: it was written before the clock was set back.
 */
export function isDue(
  state: Pick<SyncState, 'retryAt' | 'finishedAt' | 'failures'> | null,
  pollSeconds: number,
  now: Date,
): boolean {
  const tick = formatTick(pollSeconds)
  if (state?.retryAt) {
    const wait = (Date.parse(state.retryAt) - now.getTime()) / 1000
    return wait <= 0 || wait > formatBackoff(state.failures) + tick
  }
  if (!state?.finishedAt) return true
  const age = (now.getTime() - Date.parse(state.finishedAt)) / 1000
  return age >= pollSeconds - tick / 2 || age < -tick
}
