import { openSlot } from '@/lib/runtime'
import type { SyncContext } from './context'
import type { SyncQueue } from './queue'
import type { RepoWorkers } from './repo-workers'
import type { JobRuntime } from './run-job'

/** The syncs of this process, since their start. */
export type Running = {
  readonly context: Pick<SyncContext, 'config' | 'database'>
  readonly workers: RepoWorkers
  readonly queue: SyncQueue
  readonly runtime: JobRuntime
  /** The version of the installed git. */
  readonly git: string
}

export const runningSyncs = openSlot<Running>('syncs')

/** Throws before the start. */
export function requireRunning(): Running {
  const running = runningSyncs.get()
  if (running === null) throw new Error('Syncs are not running in this process')
  return running
}
