import type { SyncContext } from './context'
import type { SyncQueue } from './queue'
import type { JobWorld } from './run-job'

/** The syncs of this process, while they run. */
export type Running = {
  readonly context: SyncContext
  readonly queue: SyncQueue
  readonly world: JobWorld
  /** The version of the installed git. */
  readonly git: string
}

const slot = Symbol.for('signet.sync')

type Holder = { [slot]?: Running | null }

/** Kept on globalThis, because the server's bundles hold a copy of this module each. */
export function setRunning(running: Running | null): void {
  ;(globalThis as Holder)[slot] = running
}

/** Null before the start and after the stop. */
export function findRunning(): Running | null {
  return (globalThis as Holder)[slot] ?? null
}
