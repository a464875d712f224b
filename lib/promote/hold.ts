import type { RepoConfig } from '@/lib/config/config'
import type { PromoteLease } from '@/lib/database/lease'
import { type CommandEntry, type CommandMove, moveCommand } from '@/lib/journal/commands'
import type { PromoteContext } from './context'

/** The right to write into a repository. */
export type Hold = {
  readonly context: PromoteContext
  readonly repo: RepoConfig
  readonly lease: PromoteLease
  /** Aborted when the right is lost, or the process stops. */
  readonly signal: AbortSignal
}

/** Writes down that the command has come to the next state. Throws DatabaseError `lease-lost`. */
export async function advance(
  { context, lease }: Hold,
  { id, state }: CommandEntry,
  move: Pick<CommandMove, 'to' | 'change'>,
): Promise<CommandEntry> {
  const at = context.world.now()
  const moved = await moveCommand(context.sync.database, lease, { ...move, id, from: [state], at })
  context.onState?.(moved)
  return moved
}
