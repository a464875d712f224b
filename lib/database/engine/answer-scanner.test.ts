import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AnswerScanner } from './answer-scanner.mjs'
import { formatFatal, formatMessage, text } from './messages.mjs'

const ROW = formatMessage('D', Buffer.from([0, 1, 0, 0, 0, 1, 0x45]))
const PARSED = formatMessage('1')
const ready = (status: string) => formatMessage('Z', Buffer.from(status))
const formatError = (severity: string, code: string) =>
  formatMessage('E', text(`S${severity}`), text(`V${severity}`), text(`C${code}`), Buffer.alloc(1))

/** What a scanner knows after `bytes`, which came in pieces of `length`. */
function scan(bytes: Buffer, length: number) {
  const scanner = new AnswerScanner()
  for (let at = 0; at < bytes.length; at += length) scanner.scan(bytes.subarray(at, at + length))
  const { status, broken, ended } = scanner
  return { status, broken, ended }
}

test.each<[name: string, answers: Buffer[], known: object]>([
  ['rows and an idle session', [PARSED, ROW, ready('I')], { status: 'I' }],
  ['the last of several states', [ready('T'), ROW, ready('E')], { status: 'E' }],
  ['no state yet', [PARSED, ROW], {}],
  ['an error of the statement', [formatError('ERROR', '42703'), ready('I')], { status: 'I' }],
  ['a full disk', [formatError('ERROR', '53100'), ready('I')], { status: 'I', broken: '53100' }],
  ['damage', [formatError('ERROR', 'XX001'), ready('E')], { status: 'E', broken: 'XX001' }],
  ['the end of the session', [ROW, formatFatal('08P01', 'lost')], { broken: '08P01', ended: true }],
])('%s', (_, answers, known) => {
  const expected = { status: null, broken: null, ended: false, ...known }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), (length) => {
      expect(scan(Buffer.concat(answers), length)).toEqual(expected)
    }),
  )
})
