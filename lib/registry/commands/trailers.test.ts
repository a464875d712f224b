import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatTagMessage,
  formatTrailers,
  isTrailerText,
  parseTrailers,
  type Trailers,
} from './trailers'

const OID = '7'.repeat(40)
const NONE = parseTrailers('')

const full: Trailers = {
  requestedBy: 'Ana Ruiz <ana@example.com>',
  approvedBy: ['Bob <bob@example.com>', 'Cem (https://id.example.com#3)'],
  reason: 'beats v1.3.0: auc 0.93',
  requestId: '0b1de0bd-6f4a-4d6c-9ae2-8d7a1a4a6a11',
  registryRepo: 'git.example.com/ml/churn',
  previous: OID,
}

const subject = 'Assigning stage production to artifact churn version v1.4.0'

test('a message is the subject, a blank line and the trailers in their order', () => {
  const plan = { subject, previous: { tag: 'churn#production#3', oid: OID, version: 'v1.3.0' } }
  expect(formatTagMessage({ plan, trailers: full })).toBe(
    `${subject}

Requested-by: Ana Ruiz <ana@example.com>
Approved-by: Bob <bob@example.com>
Approved-by: Cem (https://id.example.com#3)
Reason: beats v1.3.0: auc 0.93
Request-Id: 0b1de0bd-6f4a-4d6c-9ae2-8d7a1a4a6a11
Registry-Repo: git.example.com/ml/churn
Previous: ${OID}
`,
  )
})

test('what is not there has no line, but Previous', () => {
  const trailers = { ...full, approvedBy: [], reason: null }
  expect(formatTagMessage({ plan: { subject, previous: null }, trailers })).toBe(
    `${subject}

Requested-by: Ana Ruiz <ana@example.com>
Request-Id: 0b1de0bd-6f4a-4d6c-9ae2-8d7a1a4a6a11
Registry-Repo: git.example.com/ml/churn
Previous: none
`,
  )
})

describe('reading', () => {
  test.each([
    ['nothing', '', NONE],
    ['a subject alone', 'Requested-by: Ana <ana@example.com>', NONE],
    ['one line', 's\n\nReason: because', { ...NONE, reason: 'because' }],
    ['after a body', 's\n\nbody\nof two\n\nReason: because\n', { ...NONE, reason: 'because' }],
    ['blank lines of spaces', 's\n \t\n\nReason: because', { ...NONE, reason: 'because' }],
    ['any order', `s\n\nPrevious: ${OID}\nReason: x`, { ...NONE, reason: 'x', previous: OID }],
    ['foreign keys', 's\n\nSigned-off-by: Ana\nReason: x', { ...NONE, reason: 'x' }],
    ['keys in another case', 's\n\nreason: x', NONE],
    ['trailers above the last paragraph', 's\n\nReason: x\n\nmore text', NONE],
    ['a line of prose among them', 's\n\nReason: x\nand so on', NONE],
    ['a continued line', 's\n\nReason: x\n  y', NONE],
    ['no space after the colon', 's\n\nReason:x', NONE],
    ['no value', 's\n\nReason: \nRequest-Id: 1', NONE],
    ['a second reason', 's\n\nReason: x\nReason: y', NONE],
    ['a second requester', 's\n\nRequested-by: Ana\nReason: y\nRequested-by: Bob', NONE],
    ['a carriage return', 's\n\nReason: x\r\nRequest-Id: 1', NONE],
    ['a line separator', 's\n\nReason: x\u2028Requested-by: Bob', NONE],
    ['a signature begun', 's\n\nReason: -----BEGIN SSH SIGNATURE-----', NONE],
    ['Previous none', 's\n\nPrevious: none', NONE],
    ['Previous as no object id', 's\n\nPrevious: HEAD', NONE],
    ['two approvers', 's\n\nApproved-by: A\nApproved-by: B', { ...NONE, approvedBy: ['A', 'B'] }],
  ])('%s', (_, message, expected) => {
    expect(parseTrailers(message)).toEqual(expected)
  })
})

test.each([
  ['a good reason', true],
  ['Größe: 3 → 4, (see #12) <ana@example.com>', true],
  ['x'.repeat(500), true],
  ['\u{1d538}'.repeat(500), true],
  ['x'.repeat(501), false],
  ['', false],
  [' x', false],
  ['x ', false],
  ['a\nb', false],
  ['a\rb', false],
  ['a\u0085b', false],
  ['a\u2028b', false],
  ['a\u2029b', false],
  ['a\tb', false],
  ['a\0b', false],
  ['a\u001b[31mb', false],
  ['a\ud800b', false],
  ['see -----BEGIN PGP SIGNATURE-----', false],
])('whether %j may stand in a trailer: %j', (text, expected) => {
  expect(isTrailerText(text)).toBe(expected)
  const format = () => formatTrailers({ ...NONE, reason: text })
  if (expected) expect(format()).toBe(`Reason: ${text}\nPrevious: none\n`)
  else expect(format).toThrow('Reason is no trailer text')
})

test('what is formatted is read again, behind any subject', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter(isTrailerText)
  const trailers: fc.Arbitrary<Trailers> = fc.record({
    requestedBy: fc.option(text),
    approvedBy: fc.array(text, { maxLength: 3 }),
    reason: fc.option(text),
    requestId: fc.option(fc.uuid()),
    registryRepo: fc.option(text),
    previous: fc.option(fc.constant(OID)),
  })
  fc.assert(
    fc.property(text, trailers, (title, given) => {
      const message = `${title}\n\n${formatTrailers(given)}`
      expect(parseTrailers(message)).toEqual(given)
      expect(parseTrailers(message.trim())).toEqual(given)
    }),
  )
})
