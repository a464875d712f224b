import type { CommandView } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'

/**
 * What became of a request. `refused`: nothing of it is in the repository, and nothing will be; `command` is null where
 * the request was not recorded. One exception: where the journal itself could not be written (`disk-full`,
 * `unwritable`), the command may have begun. Everything else is a command in one of its states, including `waiting` (for
 * approval), and `unknown` and `pushed` (the remote has still to be asked).
 */
export type CommandOutcome =
  | { readonly kind: 'command'; readonly command: CommandView }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly command: CommandView | null }

/** The outcome of a request that was not recorded. */
export function refuse({ code, details }: Refusal): CommandOutcome {
  return { kind: 'refused', refusal: { code, details }, command: null }
}
