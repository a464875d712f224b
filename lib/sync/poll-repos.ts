import { listSyncStates, type SyncState } from '@/lib/journal/sync-state'
import { computeBackoff } from './backoff'
import type { SyncContext } from './context'
import type { SyncQueue } from './queue'

/** A repository that waits for its next attempt is checked this often, even if its polling interval is longer. */
const MAX_TICK = 60

/** Queues a sync of every repository that is due, at once and at every tick. Returns a function that stops it. */
export function pollRepos(
  { config, database }: Pick<SyncContext, 'config' | 'database'>,
  queue: SyncQueue,
  runtime: { readonly now: () => Date; readonly onBug: (error: unknown) => void },
): () => void {
  const tick = Math.min(MAX_TICK, ...config.repos.map(({ pollSeconds }) => pollSeconds))
  const ask = async () => {
    const states = new Map((await listSyncStates(database)).map((state) => [state.slug, state]))
    const due = config.repos.filter(({ slug, pollSeconds }) =>
      isDue(states.get(slug) ?? null, pollSeconds, runtime.now()),
    )
    for (const { slug } of due) await queue.send(slug, 0)
  }
  let asking = false
  const run = () => {
    // At most one tick runs at a time.
    if (asking) return
    asking = true
    ask()
      .catch(runtime.onBug)
      .finally(() => {
        asking = false
      })
  }
  run()
  const timer = setInterval(run, tick * 1000)
  return () => clearInterval(timer)
}

function computeTick(pollSeconds: number): number {
  return Math.min(pollSeconds, MAX_TICK)
}

/**
 * Whether a repository is due for a sync. It is due when it is queued, after a failure at the time of its next attempt,
 * and otherwise one interval after the last sync of any replica. A queued repository has a job, or its job was lost
 * with the process or the database that ran it. One that is synced now is not due: a job that waited for the end of that
 * sync would follow a failure at once. A time that is at most half a tick ahead counts as reached. So does a time that is
 * further ahead than possible: it was written before the clock was set back.
 */
export function isDue(
  state: Pick<SyncState, 'status' | 'retryAt' | 'finishedAt' | 'failures'> | null,
  pollSeconds: number,
  now: Date,
): boolean {
  const tick = computeTick(pollSeconds)
  if (state?.status === 'queued') return true
  if (state?.status === 'syncing') return false
  if (state?.retryAt) {
    const wait = (Date.parse(state.retryAt) - now.getTime()) / 1000
    return wait <= 0 || wait > computeBackoff(state.failures) + tick
  }
  if (!state?.finishedAt) return true
  const age = (now.getTime() - Date.parse(state.finishedAt)) / 1000
  return age >= pollSeconds - tick / 2 || age < -tick
}
