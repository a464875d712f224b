import { listSyncStates, type SyncState } from '@/lib/journal/sync-state'
import { formatBackoff } from './backoff'
import type { SyncContext } from './context'
import type { SyncQueue } from './queue'

/** A repository that waits for its next attempt is looked at this often, however seldom it is polled. */
const MAX_TICK = 60

/**
 * Asks for a sync of every repository when it is due, at once and from then on. Returns what ends it.
 */
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
    // A tick that takes longer than an interval is not joined by a second one.
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

function formatTick(pollSeconds: number): number {
  return Math.min(pollSeconds, MAX_TICK)
}

/**
 * Whether a repository is to be asked for news: where it waits for its turn, after a failure at its next attempt, else an
 * interval after the last look, whichever replica took it. One that waits has a job already, or its job has ended with
 * the process or the database that it needed. Half a tick too early counts as the time. So does a time that is
 * further ahead than it can be: it was written before the clock was set back.
 */
export function isDue(
  state: Pick<SyncState, 'status' | 'retryAt' | 'finishedAt' | 'failures'> | null,
  pollSeconds: number,
  now: Date,
): boolean {
  const tick = formatTick(pollSeconds)
  if (state?.status === 'queued') return true
  if (state?.retryAt) {
    const wait = (Date.parse(state.retryAt) - now.getTime()) / 1000
    return wait <= 0 || wait > formatBackoff(state.failures) + tick
  }
  if (!state?.finishedAt) return true
  const age = (now.getTime() - Date.parse(state.finishedAt)) / 1000
  return age >= pollSeconds - tick / 2 || age < -tick
}
