import { createHash } from 'node:crypto'
import type { Identity } from '@/lib/policy/principal'
import type { Command } from '@/lib/registry/commands/command'
import { isTrailerText } from '@/lib/registry/commands/trailers'
import { findHiddenCharacter } from '@/lib/registry/hidden-characters'
import type { Refusal } from '@/lib/views/refusal'

/** What somebody wants written: at most one command for each artifact, all or nothing. */
export type Asked = {
  /** Slug. */
  readonly repo: string
  readonly commands: readonly Command[]
  readonly reason: string | null
  /** A UUID that the client made: the same id never writes twice. */
  readonly requestId: string
  /** Of the preview that is confirmed; null: whatever the state is now. */
  readonly expected: string | null
}

/** So many tags in one push are a mistake. */
const MOST_COMMANDS = 100

/** A UUID in small letters. */
export const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const FINGERPRINT = /^[0-9a-f]{32}$/

/** Why the form of what is asked is refused, or null. */
export function findFault({ commands, reason, requestId, expected }: Asked): Refusal | null {
  if (!REQUEST_ID.test(requestId)) return { code: 'bad-request', details: { field: 'requestId' } }
  if (expected !== null && !FINGERPRINT.test(expected)) {
    return { code: 'bad-request', details: { field: 'expected' } }
  }
  const artifacts = new Set(commands.map(({ artifact }) => artifact))
  const isCounted = commands.length >= 1 && commands.length <= MOST_COMMANDS
  if (!isCounted || artifacts.size < commands.length) {
    return { code: 'bad-request', details: { field: 'commands', most: MOST_COMMANDS } }
  }
  return findTextFault(reason)
}

/** A reason is one line of a tag's message, and every reader sees all of it in the order in which it is stored. Tags
 *  that other programs wrote may hold hidden characters: pages mark them. */
export function findTextFault(reason: string | null): Refusal | null {
  if (reason === null) return null
  if (!isTrailerText(reason)) return { code: 'text-refused', details: { field: 'reason' } }
  const found = findHiddenCharacter(reason)
  return found === null ? null : { code: 'text-refused', details: { field: 'reason', found } }
}

/** A hash of what is asked and by whom: a request id means one such thing. */
export function hashAsked({ repo, commands, reason }: Asked, requester: Identity): string {
  const sorted = commands.map((command) => Object.entries(command).sort()).sort()
  const content = JSON.stringify([repo, sorted, reason, requester.id])
  return createHash('sha256').update(content).digest('hex')
}
