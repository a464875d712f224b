import type { CommandView } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'

/**
 * What became of a request. `refused`: nothing of it is in the repository, and nothing will be; `command` is
 * null where it was not even written down. One exception: where the journal itself could not be written (`disk-full`,
 * `unwritable`), a command may have been begun. Everything else is a command in one of its states, `waiting` (for
 * approval), `unknown` and `pushed` (the remote has still to be asked) included.
 */
export type CommandOutcome =
  | { readonly kind: 'command'; readonly command: CommandView }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly command: CommandView | null }

export function refuse(
  code: Refusal['code'],
  details: Refusal['details'] = {},
): { readonly kind: 'refused'; readonly refusal: Refusal; readonly command: null } {
  return { kind: 'refused', refusal: { code, details }, command: null }
}
