import type { Oid } from '@/lib/snapshot/types'
import type { TagPlan } from './tag-plan'

/**
 * The trailers in the last paragraph of a tag's message. They are claims, unless the tag is a verified tag of Signet.
 */
export type Trailers = {
  readonly requestedBy: string | null
  readonly approvedBy: readonly string[]
  readonly reason: string | null
  readonly requestId: string | null
  /** Canonical id of the repository that the tag was written for. */
  readonly registryRepo: string | null
  /** The displaced assignment's tag object. `none` and no such line are both null. */
  readonly previous: Oid | null
}

/** The keys as they are written, in their order; only `Approved-by` may stand more than once. */
const KEYS = [
  'Requested-by',
  'Approved-by',
  'Reason',
  'Request-Id',
  'Registry-Repo',
  'Previous',
] as const
type Key = (typeof KEYS)[number]

const NONE: Trailers = {
  requestedBy: null,
  approvedBy: [],
  reason: null,
  requestId: null,
  registryRepo: null,
  previous: null,
}

const MAX_TEXT = 500

/**
 * Whether a text may stand in a tag's message: one line of at most 500 characters, without white space
 * around it, control characters, half characters, or anything that reads as a signature's beginning.
 */
export function isTrailerText(text: string): boolean {
  if (text === '' || text !== text.trim() || [...text].length > MAX_TEXT) return false
  return !/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]|-----BEGIN/u.test(text)
}

/** The lines of the paragraph, each ended. Throws when a value is no trailer text: check it before. */
export function formatTrailers(trailers: Trailers): string {
  const values: Readonly<Record<Key, readonly (string | null)[]>> = {
    'Requested-by': [trailers.requestedBy],
    'Approved-by': trailers.approvedBy,
    Reason: [trailers.reason],
    'Request-Id': [trailers.requestId],
    'Registry-Repo': [trailers.registryRepo],
    Previous: [trailers.previous ?? 'none'],
  }
  const lines = KEYS.flatMap((key) =>
    values[key].flatMap((value) => (value === null ? [] : [formatLine(key, value)])),
  )
  return lines.join('')
}

function formatLine(key: Key, value: string): string {
  if (!isTrailerText(value)) throw new Error(`${key} is no trailer text`)
  return `${key}: ${value}\n`
}

/**
 * Parses the trailers of a message without its signature. Unknown keys are ignored. There are no trailers when the last
 * paragraph is the first, contains another kind of line, or repeats a key that may occur once.
 */
export function parseTrailers(message: string): Trailers {
  const paragraphs = message.trim().split(/\n(?:[ \t\r]*\n)+/)
  const last = paragraphs.length < 2 ? undefined : paragraphs.at(-1)
  const values = new Map<string, string[]>()
  for (const line of last?.split('\n') ?? []) {
    const match = /^([A-Za-z][A-Za-z-]*): (.+)$/.exec(line)
    if (match === null) return NONE
    const [, key = '', value = ''] = match
    if (!isTrailerText(value)) return NONE
    values.set(key, [...(values.get(key) ?? []), value])
  }
  const single = KEYS.filter((key) => key !== 'Approved-by')
  if (single.some((key) => (values.get(key)?.length ?? 0) > 1)) return NONE
  const one = (key: Key) => values.get(key)?.[0] ?? null
  return {
    requestedBy: one('Requested-by'),
    approvedBy: values.get('Approved-by') ?? [],
    reason: one('Reason'),
    requestId: one('Request-Id'),
    registryRepo: one('Registry-Repo'),
    previous: parsePrevious(one('Previous')),
  }
}

function parsePrevious(text: string | null): Oid | null {
  return text !== null && /^[0-9a-f]{40}$/.test(text) ? text : null
}

/**
 * The whole message of a tag that Signet writes: GTO's words, a blank line, the trailers. What the tag
 * displaces comes from its plan. Throws when a value is no trailer text.
 */
export function formatTagMessage(input: {
  readonly plan: Pick<TagPlan, 'subject' | 'previous'>
  readonly trailers: Omit<Trailers, 'previous'>
}): string {
  const { plan, trailers } = input
  const previous = plan.previous?.oid ?? null
  return `${plan.subject}\n\n${formatTrailers({ ...trailers, previous })}`
}
