import type { SyncContext } from './context'
import type { SyncQueue } from './queue'
import type { RepoWorkers } from './repo-workers'
import type { JobWorld } from './run-job'

/** The syncs of this process, since their start. */
export type Running = {
  readonly context: Pick<SyncContext, 'config' | 'database'>
  readonly workers: RepoWorkers
  readonly queue: SyncQueue
  readonly world: JobWorld
  /** The version of the installed git. */
  readonly git: string
}

const slot = Symbol.for('signet.sync')

type Holder = { [slot]?: Running }

/** Kept on globalThis, because the server's bundles hold a copy of this module each. */
export function setRunning(running: Running): void {
  ;(globalThis as Holder)[slot] = running
}

/** Null before the start. */
export function findRunning(): Running | null {
  return (globalThis as Holder)[slot] ?? null
}
