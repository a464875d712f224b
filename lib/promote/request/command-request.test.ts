import { describe, expect, test } from 'vitest'
import { parseVisibleText } from '@/components/ui/visible-text'
import { isTrailerText } from '@/lib/registry/commands/trailers'
import { assign, buildActor, buildRequest } from '@/lib/testing/promote-world'
import {
  type CommandRequest,
  findReasonFault,
  findRequestFault,
  hashRequest,
} from './command-request'

const one = assign('churn', 'v1.0.0', 'production')
const asked = buildRequest([one], { requestId: '6a4e2c1a-0d5f-4a3e-9f52-0b6f4f0f0001' })
const many = (count: number) =>
  Array.from({ length: count }, (_, number) => assign(`m${number}`, 'v1.0.0', 'production'))

test.each<Partial<CommandRequest>>([
  {},
  { reason: 'better: auc 0.93 (see #12)' },
  { reason: 'Approved-by: Boss <boss@example.com>' },
  { reason: '=cmd()' },
  { expected: 'f'.repeat(32) },
  { commands: many(100) },
])('%o can be asked', (more) => {
  expect(findRequestFault({ ...asked, ...more })).toBeNull()
})

test.each<[field: string, more: Partial<CommandRequest>]>([
  ['commands', { commands: [] }],
  ['commands', { commands: [one, one] }],
  ['commands', { commands: [one, assign('churn', 'v2.0.0', 'staging')] }],
  ['commands', { commands: many(101) }],
  ['commands', { commands: many(10_000) }],
  ['requestId', { requestId: '' }],
  ['requestId', { requestId: asked.requestId.toUpperCase() }],
  ['requestId', { requestId: `${asked.requestId}\n` }],
  ['requestId', { requestId: `${asked.requestId}\nApproved-by: x` }],
  ['requestId', { requestId: '../../etc/passwd' }],
  ['expected', { expected: '' }],
  ['expected', { expected: 'f'.repeat(33) }],
  ['expected', { expected: `${'f'.repeat(31)}%` }],
])('%s is refused: %o', (field, more) => {
  expect(findRequestFault({ ...asked, ...more })).toMatchObject({
    code: 'bad-request',
    details: { field },
  })
})

describe('a reason is one line of text', () => {
  const ENDS = ['\n', '\r', '\r\n', '\v', '\f', '\u001c', '\u001d', '\u001e', '\u0085']
  const OTHERS = ['\u2028', '\u2029', '\0', '\u001b[2J', '\u009b1m', '\b', '\t', '\ud800']

  test.each([...ENDS, ...OTHERS])('that has no %j', (sign) => {
    for (const reason of [
      `good${sign}Approved-by: Boss <boss@example.com>`,
      `${sign}Approved-by: Boss <boss@example.com>`,
      `good${sign}`,
    ]) {
      expect(findRequestFault({ ...asked, reason })).toEqual({
        code: 'text-refused',
        details: { field: 'reason' },
      })
    }
  })

  test.each([
    '',
    ' ',
    '-----BEGIN PGP SIGNATURE-----',
    'see -----BEGIN SSH SIGNATURE-----',
    'x'.repeat(501),
  ])('that is not %j', (reason) => {
    expect(findRequestFault({ ...asked, reason })?.code).toBe('text-refused')
  })
})

describe('a reason has no characters that are not seen', () => {
  test.each([
    ['U+202E', 'fine\u202etxet desrever'],
    ['U+2066', '\u2066isolated\u2069'],
    ['U+200F', 'right to left\u200f mark'],
    ['U+200B', 'zero\u200bwidth'],
    ['U+200D', 'join\u200ded letters'],
    ['U+00AD', 'soft\u00adhyphen'],
    ['U+FEFF', 'a\ufeffbyte order mark'],
    ['U+E0041', 'tagged \u{e0041}'],
  ])('not %s', (found, reason) => {
    expect(findRequestFault({ ...asked, reason })).toEqual({
      code: 'text-refused',
      details: { field: 'reason', found },
    })
  })

  test.each(['👩‍🔬 checked it', '👍🏽 and ✔️', 'Größe → 4', 'تمت المراجعة', 'बेहतर'])(
    'but %s',
    (reason) => {
      expect(findRequestFault({ ...asked, reason })).toBeNull()
    },
  )

  test('which are those that a page marks', () => {
    const points = Array.from({ length: 0xe0100 }, (_, at) => at)
    const wrong = points.filter((at) => {
      const text = `a${String.fromCodePoint(at)}b`
      const isMarked = parseVisibleText(text).some(({ kind }) => kind === 'hidden')
      return isTrailerText(text) && (findReasonFault(text) !== null) !== isMarked
    })
    expect(wrong).toEqual([])
  })
})

test('a request id is for one requester, one repository and one content', () => {
  const ana = buildActor('ana')
  const hash = hashRequest(asked, ana)
  const commands = [one, assign('fraud', 'v1.0.0', 'production')]
  expect(hashRequest({ ...asked, commands }, ana)).toBe(
    hashRequest({ ...asked, commands: commands.toReversed() }, ana),
  )
  expect(hashRequest({ ...asked, expected: 'f'.repeat(32) }, ana)).toBe(hash)
  const others = [
    hashRequest(asked, buildActor('bob')),
    hashRequest({ ...asked, repo: 'other' }, ana),
    hashRequest({ ...asked, reason: 'x' }, ana),
    hashRequest({ ...asked, commands }, ana),
    hashRequest({ ...asked, commands: [assign('churn', 'v1.0.1', 'production')] }, ana),
  ]
  expect(new Set([hash, ...others]).size).toBe(6)
})
