import type { CommandState, CommandView } from '@/lib/views/command'

const OVER = {
  waiting: true,
  requested: false,
  checked: false,
  prepared: false,
  pushed: false,
  unknown: false,
  confirmed: false,
  indexed: true,
  refused: true,
  rejected: true,
  declined: true,
  expired: true,
} satisfies Record<CommandState, boolean>

/** Whether nothing more will happen by itself. */
export function isOver({ state }: Pick<CommandView, 'state'>): boolean {
  return OVER[state]
}

/** Whether the remote has the tags. */
export function isWritten({ state }: Pick<CommandView, 'state'>): boolean {
  return state === 'confirmed' || state === 'indexed'
}
