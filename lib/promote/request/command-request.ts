import { createHash } from 'node:crypto'
import type { Identity } from '@/lib/policy/principal'
import type { Command } from '@/lib/registry/commands/command'
import { isTrailerText } from '@/lib/registry/commands/trailers'
import { findHiddenCharacter } from '@/lib/registry/hidden-characters'
import type { CommandView } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'

/** Commands that are carried out together: at most one for each artifact, all or none. */
export type CommandRequest = {
  /** Slug. */
  readonly repo: string
  readonly commands: readonly Command[]
  readonly reason: string | null
  /** A UUID that the client made: the same id never writes twice. */
  readonly requestId: string
  /** Fingerprint of the preview that is confirmed; null accepts any state. */
  readonly expected: string | null
}

/** More tags in one push are a mistake. */
export const MAX_COMMANDS = 100

/** A UUID in small letters. */
export const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const FINGERPRINT = /^[0-9a-f]{32}$/

/** Why the request is not well-formed, or null. */
export function findRequestFault(request: CommandRequest): Refusal | null {
  const { commands, reason, requestId, expected } = request
  if (!REQUEST_ID.test(requestId)) return { code: 'bad-request', details: { field: 'requestId' } }
  if (expected !== null && !FINGERPRINT.test(expected)) {
    return { code: 'bad-request', details: { field: 'expected' } }
  }
  const artifacts = new Set(commands.map(({ artifact }) => artifact))
  const isCounted = commands.length >= 1 && commands.length <= MAX_COMMANDS
  if (!isCounted || artifacts.size < commands.length) {
    return { code: 'bad-request', details: { field: 'commands', most: MAX_COMMANDS } }
  }
  return findReasonFault(reason)
}

/**
 * Why the text cannot be a reason, or null. A reason is one line of a tag's message, and every reader sees all of it in
 * the order in which it is stored: hidden characters are refused.
 */
export function findReasonFault(reason: string | null): Refusal | null {
  if (reason === null) return null
  if (!isTrailerText(reason)) return { code: 'text-refused', details: { field: 'reason' } }
  const found = findHiddenCharacter(reason)
  return found === null ? null : { code: 'text-refused', details: { field: 'reason', found } }
}

/** A hash of the content and of the requester: a request id stands for one such pair. */
export function hashRequest(
  { repo, commands, reason }: CommandRequest,
  requester: Identity,
): string {
  const sorted = commands.map((command) => Object.entries(command).sort()).sort()
  const content = JSON.stringify([repo, sorted, reason, requester.id])
  return createHash('sha256').update(content).digest('hex')
}

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
