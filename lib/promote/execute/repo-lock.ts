import { setTimeout as pause } from 'node:timers/promises'
import type { RepoConfig } from '@/lib/config/config'
import { DatabaseError } from '@/lib/database/database-error'
import type { PromoteLease } from '@/lib/database/lease'
import { withLease } from '@/lib/database/with-lease'
import {
  type CommandEntry,
  type CommandMove,
  findCommandEntry,
  moveCommand,
} from '@/lib/journal/commands'
import type { Refusal } from '@/lib/views/refusal'
import { MAX_WAIT_SECONDS } from '../check/fresh-state'
import type { PromoteContext } from '../context'

/** A process that dies is taken for dead after this long; the next requester waits no longer than MAX_WAIT_SECONDS. */
const LEASE_SECONDS = 15

/** How often a request that waits for another process's command tries again, in milliseconds. */
const RETRY_MS = 40

/** A repository's write lock. One command at a time holds it, among all processes that share the database. */
export type RepoLock = {
  readonly context: PromoteContext
  readonly repo: RepoConfig
  readonly lease: PromoteLease
  /** Aborted when the lock is lost, or the process stops. */
  readonly signal: AbortSignal
}

/** Runs `use` under the repository's write lock: a mutex of this process, then a lease in the database. `busy` where the
 *  wait is too long. */
export async function withRepoLock<Value>(
  context: PromoteContext,
  repo: RepoConfig,
  use: (lock: RepoLock) => Promise<Value>,
): Promise<Value | 'busy'> {
  const wanted = { key: repo.slug, seconds: MAX_WAIT_SECONDS }
  return await context.mutex.run(wanted, async (secondsLeft) => {
    const deadline = performance.now() + secondsLeft * 1000
    const name = `promote:${repo.slug}` as const
    const claim = { ...context.runtime, name, seconds: LEASE_SECONDS }
    for (;;) {
      const held = await withLease(context.sync.database, claim, (lease, lost) => {
        const signal = AbortSignal.any([context.runtime.signal, lost])
        return use({ context, repo, lease, signal })
      })
      if (held !== 'busy') return held.value
      if (performance.now() > deadline) return 'busy'
      await pause(RETRY_MS, undefined, { signal: context.runtime.signal })
    }
  })
}

/** How far a command came. `refusal`: why it cannot go on now; the journal does not have it. */
export type StepResult = { readonly entry: CommandEntry; readonly refusal: Refusal | null }

/** The command has come to an end, or waits: the journal says everything. */
export function done(entry: CommandEntry): StepResult {
  return { entry, refusal: null }
}

/** Records in the journal that the command has reached the next state. Throws DatabaseError `lease-lost`. */
export async function advance(
  { context, lease }: RepoLock,
  { id, state }: CommandEntry,
  move: Pick<CommandMove, 'to' | 'change'>,
): Promise<CommandEntry> {
  const at = context.runtime.now()
  const moved = await moveCommand(context.sync.database, lease, { ...move, id, from: [state], at })
  context.onState?.(moved)
  return moved
}

/** Records in the journal that nothing is written, and why. */
export async function endRefused(
  lock: RepoLock,
  entry: CommandEntry,
  refusal: Refusal,
): Promise<CommandEntry> {
  return await advance(lock, entry, { to: 'refused', change: { refusal } })
}

/**
 * What `act` answers. Where another process takes this one for dead, that process completes the command, and the answer is
 * made from the journal.
 */
export async function orFromJournal<Value>(
  { context }: RepoLock,
  entry: CommandEntry,
  answer: {
    readonly act: () => Promise<Value>
    readonly fromJournal: (entry: CommandEntry) => Value
  },
): Promise<Value> {
  try {
    return await answer.act()
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === 'lease-lost')) throw error
    const last = await findCommandEntry(context.sync.database, entry.id)
    return answer.fromJournal(last ?? entry)
  }
}
