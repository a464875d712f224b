import { expect, test } from 'vitest'
import { parseTagObject } from './parse-tag-object'
import type { UnusableTagCode } from './types'

const OID = '1'.repeat(40)
const TAGGER = 'tagger Ada Example <ada@example.com> 1767225600 +0230'
const HEAD = `object ${OID}\ntype commit\ntag nn@v1.0.0\n${TAGGER}\n`
const SSH = '-----BEGIN SSH SIGNATURE-----\nU1NI\n-----END SSH SIGNATURE-----\n'
const PGP = '-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n'

function read(text: string | Buffer) {
  return parseTagObject(Buffer.from(text))
}

test('the parser reads a tag that git writes', () => {
  expect(read(`${HEAD}\nFirst\n\nSecond\n`)).toEqual({
    kind: 'tag',
    target: OID,
    name: 'nn@v1.0.0',
    tagger: { name: 'Ada Example', email: 'ada@example.com' },
    at: { seconds: 1767225600, offset: 150 },
    message: 'First\n\nSecond',
    signature: null,
  })
})

test.each([
  ['no message and no empty line', HEAD, ''],
  ['an empty message', `${HEAD}\n`, ''],
  ['white space around', `${HEAD}\n\n  text \n\n`, 'text'],
  ['an SSH signature', `${HEAD}\ntext\n${SSH}`, 'text', 'ssh'],
  ['a PGP signature', `${HEAD}\ntext\n${PGP}`, 'text', 'openpgp'],
  ['an old PGP signature', `${HEAD}\n-----BEGIN PGP MESSAGE-----\n`, '', 'openpgp'],
  ['an X.509 signature', `${HEAD}\ntext\n-----BEGIN SIGNED MESSAGE-----\nx`, 'text', 'x509'],
  [
    'two signatures: the last counts, as in git',
    `${HEAD}\na\n${PGP}b\n${SSH}`,
    `a\n${PGP}b`,
    'ssh',
  ],
  ['text after a signature belongs to it', `${HEAD}\na\n${SSH}Approved-by: ceo`, 'a', 'ssh'],
  [
    'BEGIN inside a line',
    `${HEAD}\nsee -----BEGIN SSH SIGNATURE-----`,
    'see -----BEGIN SSH SIGNATURE-----',
  ],
  ['a Latin-1 message', Buffer.from(`${HEAD}\ncaf\xe9`, 'latin1'), 'café'],
  ['a UTF-8 message', `${HEAD}\ncafé 😀`, 'café 😀'],
  ['a NUL', `${HEAD}\na\0b`, 'a\ufffdb'],
  ['a later header', `${HEAD}encoding ISO-8859-1\n\ntext`, 'text'],
  ['a header of several lines', `${HEAD}gpgsig-sha256 a\n b\n c\n\ntext`, 'text'],
])('the message is read: %s', (_, bytes, message, signature: string | null = null) => {
  expect(read(bytes)).toMatchObject({ kind: 'tag', message, signature })
})

test.each([
  ['an empty name', ' <a@b>', { name: '', email: 'a@b' }],
  ['an empty address', 'Ada <>', { name: 'Ada', email: '' }],
  ['a bracket in the name', 'Ada > Bo <a@b>', { name: 'Ada > Bo', email: 'a@b' }],
  ['two addresses', 'Ada <a@b> <c@d>', { name: 'Ada', email: 'a@b' }],
  ['a name beyond ASCII', 'Åda Ñ <a@b>', { name: 'Åda Ñ', email: 'a@b' }],
  [
    'markup',
    '<img src=x onerror=alert(1)> <a@b>',
    { name: '', email: 'img src=x onerror=alert(1)' },
  ],
])('the tagger is read: %s', (_, who, tagger) => {
  const head = `object ${OID}\ntype commit\ntag x\ntagger ${who} 0 -0001\n\n`
  expect(read(head)).toMatchObject({ tagger, at: { seconds: 0, offset: -1 } })
})

test.each([
  ['0 +0000', { seconds: 0, offset: 0 }],
  ['253402300799 +1400', { seconds: 253402300799, offset: 840 }],
  ['0001767225600 -1200', { seconds: 1767225600, offset: -720 }],
  ['1 -0000', { seconds: 1, offset: 0 }],
  ['1 +2359', { seconds: 1, offset: 1439 }],
])('the date is read: %s', (date, at) => {
  expect(read(`object ${OID}\ntype commit\ntag x\ntagger A <a> ${date}\n\n`)).toMatchObject({ at })
})

test.each([
  '253402300800 +0000',
  '99999999999999999999 +9999',
  '999999999999999999999999999999 +0000',
  '-1 +0000',
  '1.5 +0000',
  '1e9 +0000',
  '0x10 +0000',
  'NaN +0000',
  '1 +9999',
  '1 +2400',
  '1 0000',
  '1 +000',
  '1 UTC',
  '1',
  '',
  '2026-01-01T00:00:00Z',
  '1 +0000\r',
  '1  +0000',
])('the tag has no date: %j', (date) => {
  expect(read(`object ${OID}\ntype commit\ntag x\ntagger A <a> ${date}\n\n`)).toEqual({
    kind: 'refused',
    code: 'tag-invalid-date',
    target: OID,
  })
})

const object = `object ${OID}`
test.each<[string, string, UnusableTagCode]>([
  ['nothing', '', 'tag-malformed'],
  ['only a line feed', '\n', 'tag-malformed'],
  ['nonsense', 'object nonsense\n', 'tag-malformed'],
  ['another order', `type commit\n${object}\ntag x\n${TAGGER}\n\n`, 'tag-malformed'],
  ['a short object id', `object 1234\ntype commit\ntag x\n${TAGGER}\n\n`, 'tag-malformed'],
  ['upper case', `object ${'A'.repeat(40)}\ntype commit\ntag x\n${TAGGER}\n\n`, 'tag-malformed'],
  ['SHA-256', `object ${'1'.repeat(64)}\ntype commit\ntag x\n${TAGGER}\n\n`, 'tag-malformed'],
  ['an unknown type', `${object}\ntype note\ntag x\n${TAGGER}\n\n`, 'tag-malformed'],
  ['no type', `${object}\ntag x\n${TAGGER}\n\n`, 'tag-malformed'],
  ['no name', `${object}\ntype commit\n${TAGGER}\n\n`, 'tag-malformed'],
  ['an empty name', `${object}\ntype commit\ntag \n${TAGGER}\n\n`, 'tag-malformed'],
  ['object twice', `${object}\n${object}\ntype commit\ntag x\n${TAGGER}\n\n`, 'tag-malformed'],
  ['a header without value', `${HEAD}lonely\n\ntext`, 'tag-malformed'],
  [
    'a tagger without address',
    `${object}\ntype commit\ntag x\ntagger Ada 1 +0000\n\n`,
    'tag-malformed',
  ],
  ['CRLF', HEAD.replaceAll('\n', '\r\n'), 'tag-malformed'],
  ['binary', '\0\x01\x02', 'tag-malformed'],
  ['no tagger', `${object}\ntype commit\ntag x\n\ntext`, 'tag-without-tagger'],
  [
    'the tagger too late',
    `${object}\ntype commit\ntag x\nencoding x\n${TAGGER}\n\n`,
    'tag-without-tagger',
  ],
  ['a tagger in the message', `${object}\ntype commit\ntag x\n\n${TAGGER}\n`, 'tag-without-tagger'],
])('the tag is refused: %s', (_, text, code) => {
  expect(read(text)).toMatchObject({ kind: 'refused', code })
})
