import { LIMITS, MAX_SECONDS } from '@/lib/repo-data/limits'
import { decodeCut } from './decode-bytes'
import type { Instant, Person } from './types'

const MAX_OFFSET = 24 * 60

export type SignatureLine = {
  readonly person: Person
  /** Null when the date is none: not a number, out of range, or with an offset of a day or more. */
  readonly at: Instant | null
}

/**
 * Who and when of an `author`, `committer` or `tagger` header, given as latin1 without the keyword:
 * `Name <email> SECONDS +ZZZZ`. The name ends at the first `<`, the date starts after the last `>`, as in
 * Git. Null when there are no angle brackets. A name and an address are cut to 255 bytes.
 */
export function parseSignatureLine(
  line: string,
  encoding: string | null = null,
): SignatureLine | null {
  const open = line.indexOf('<')
  const close = line.indexOf('>', open)
  if (open === -1 || close === -1) return null
  const person = {
    name: decodeCut(line.slice(0, open), LIMITS.nameBytes, encoding),
    email: decodeCut(line.slice(open + 1, close), LIMITS.nameBytes, encoding),
  }
  return { person, at: parseInstant(line.slice(line.lastIndexOf('>') + 1)) }
}

function parseInstant(text: string): Instant | null {
  const match = /^ (\d{1,20}) ([+-])(\d\d)(\d\d)$/.exec(text)
  if (!match) return null
  const seconds = Number(match[1])
  const offset = Number(match[3]) * 60 + Number(match[4])
  if (seconds > MAX_SECONDS || offset >= MAX_OFFSET) return null
  return { seconds, offset: match[2] === '-' && offset > 0 ? -offset : offset }
}
