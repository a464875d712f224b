import { beforeAll, describe, expect, test } from 'vitest'
import { formatPayload, signSsh } from '@/lib/testing/signed-bytes'
import { createSshKey } from '@/lib/testing/signing-keys'
import { openReference, type Reference } from '@/lib/testing/verify-tag'
import { judgeTag } from './judge-tag'
import { openKeyring } from './keyring'
import { parseAllowedSigners, type SignerProblem } from './parse-allowed-signers'
import type { SignatureProof } from './proof'
import { proveSignature } from './prove-signature'

const key = createSshKey()
const other = createSshKey()
const rsa = createSshKey(['-t', 'rsa', '-b', '1024'])
const [type = '', base64 = ''] = key.publicLine.split(' ')
const KEY = `${type} ${base64}`
const OTHER = other.publicLine
/** 2026-01-01T00:00:00Z */
const AT = 1_767_225_600
const PAYLOAD = formatPayload({ at: AT })
const SIGNATURE = signSsh(PAYLOAD, key)
const RAW = PAYLOAD + SIGNATURE

let reference: Reference
beforeAll(async () => {
  reference = await openReference()
})

/** Who signed, as Signet says it of a tag seen in the second it names; null: no trusted signer. */
function nameSigner(allowedSigners: string): string | null {
  const trust = { allowedSigners, revokedKeys: '', openpgpKeys: '', service: null }
  const proof = proveSignature(Buffer.from(RAW), openKeyring(trust)) as SignatureProof
  const { status, signer } = judgeTag({
    proof,
    refName: 'nn@v1.0.0',
    commit: '1'.repeat(40),
    registryRepo: 'x',
    firstSeen: null,
    moved: false,
    allows: () => true,
  })
  return status === 'good' ? signer : null
}

type Row = readonly [what: string, text: string, signer: string | null]

function checkRows(rows: readonly Row[]): void {
  test.concurrent.each(rows)('%s', async (_, text, signer) => {
    expect(nameSigner(text)).toBe(signer)
    const answer = await reference.verify(RAW, { allowedSigners: text })
    expect(answer).toEqual({ accepts: signer !== null, signer })
  })
}

describe('reads as ssh-keygen: principals', () => {
  checkRows([
    ['one', `a@x ${KEY}`, 'a@x'],
    ['a comment after the key', `a@x ${KEY} laptop of a`, 'a@x'],
    ['no line feed, blanks before, tabs', `  a@x\t ${type}\t${base64}`, 'a@x'],
    ['CRLF', `# x\r\na@x ${KEY}\r\n`, 'a@x'],
    ['comments and empty lines', `# a@x ${KEY}\n\n \t\n  # x\na@x ${KEY}\n`, 'a@x'],
    ['only a comment', `# a@x ${KEY}\n`, null],
    ['nothing', '', null],
    ['another key', `a@x ${OTHER}\n`, null],
    ['the second line', `a@x ${OTHER}\nb@x ${KEY}\n`, 'b@x'],
    ['the first of two lines with the key', `a@x ${KEY}\nb@x ${KEY}\n`, 'a@x'],
    ['several', `a@x,b@x ${KEY}\n`, 'a@x'],
    ['a pattern, as written', `*@x ${KEY}\n`, '*@x'],
    ['a pattern among them', `*@x,a@x ${KEY}\n`, '*@x'],
    ['one that is excluded by the next', `a@x,!a@x,b@x ${KEY}\n`, 'b@x'],
    ['all excluded', `a@x,!* ${KEY}\n`, null],
    ['an empty one first', `,a@x ${KEY}\n`, null],
    ['an empty one later', `a@x,,b@x ${KEY}\n`, 'a@x'],
    ['quoted', `"a b@x" ${KEY}\n`, 'a b@x'],
    ['quoted in the middle', `a"b c"@x ${KEY}\n`, null],
    ['quoted without an end', `"a@x ${KEY}\n`, null],
    ['no address', `ada ${KEY}\n`, 'ada'],
    ['a hash inside', `a#b@x ${KEY}\n`, 'a#b@x'],
    ['beyond ASCII', `ådå@x ${KEY}\n`, 'ådå@x'],
  ])
})

describe('reads as ssh-keygen: options', () => {
  checkRows([
    ['the namespace of git', `a@x namespaces="git" ${KEY}`, 'a@x'],
    ['capitals', `a@x NameSpaces="git" ${KEY}`, 'a@x'],
    ['several namespaces', `a@x namespaces="file,git" ${KEY}`, 'a@x'],
    ['a pattern of namespaces', `a@x namespaces="g?t" ${KEY}`, 'a@x'],
    ['all but git', `a@x namespaces="*,!git" ${KEY}`, null],
    ['files only', `a@x namespaces="file" ${KEY}`, null],
    ['GIT in capitals', `a@x namespaces="GIT" ${KEY}`, null],
    ['no namespace', `a@x namespaces="" ${KEY}`, null],
    ['namespaces twice', `a@x namespaces="git",namespaces="git" ${KEY}`, null],
    ['namespaces without quotes', `a@x namespaces=git ${KEY}`, null],
    ['namespaces without an end', `a@x namespaces="git ${KEY}`, null],
    ['a blank in quotes', `a@x namespaces="a b,git" ${KEY}`, 'a@x'],
    ['an escaped quote', `a@x namespaces="a\\"b,git" ${KEY}`, 'a@x'],
    ['a comma at the end', `a@x namespaces="git", ${KEY}`, null],
    ['commas without options', `a@x ,,namespaces="git",,cert ${KEY}`, null],
    ['commas before and between', `a@x ,valid-after="20250101",,namespaces="git" ${KEY}`, 'a@x'],
    [
      'a name that is an option',
      `valid-after="20250101",namespaces="git" ${KEY}`,
      'valid-after=20250101',
    ],
    ['NUL in the name', `a\0b ${KEY}`, null],
    ['an unknown option', `a@x no-such ${KEY}`, null],
    ['an unknown option with a value', `a@x namespaces="git",x="y" ${KEY}`, null],
    ['options of authorized_keys', `a@x no-pty ${KEY}`, null],
    ['an authority', `a@x cert-authority ${KEY}`, null],
    ['an authority in capitals with more', `a@x CERT-AUTHORITY,namespaces="git" ${KEY}`, null],
    ['an authority, then the key', `a@x cert-authority ${KEY}\nb@x ${KEY}\n`, 'b@x'],
    ['the other line for the same principal', `a@x namespaces="file" ${KEY}\na@x ${KEY}\n`, 'a@x'],
    ['the other line for a pattern', `a@x namespaces="file" ${KEY}\n*@x ${KEY}\n`, 'a@x'],
    ['the other line for another person', `a@x namespaces="file" ${KEY}\nb@x ${KEY}\n`, null],
  ])
})

describe('reads as ssh-keygen: times, of a tag of 2026-01-01T00:00:00Z', () => {
  checkRows([
    ['after the day', `a@x valid-after="20260101Z" ${KEY}`, 'a@x'],
    ['after the next second', `a@x valid-after="20260101000001Z" ${KEY}`, null],
    ['after the minute', `a@x valid-after="202601010000Z" ${KEY}`, 'a@x'],
    ['before the second', `a@x valid-before="20260101000000Z" ${KEY}`, 'a@x'],
    ['before the second before', `a@x valid-before="20251231235959Z" ${KEY}`, null],
    ['in the zone of UTC', `a@x valid-before="20260101" ${KEY}`, 'a@x'],
    ['between', `a@x valid-after="20250101",valid-before="20270101" ${KEY}`, 'a@x'],
    [
      'between, the other way round',
      `a@x valid-before="20250101",valid-after="20270101" ${KEY}`,
      null,
    ],
    ['an empty time between', `a@x valid-after="20260101",valid-before="20260101" ${KEY}`, null],
    ['a day that overflows', `a@x valid-before="20250231" ${KEY}`, null],
    ['a day that overflows into validity', `a@x valid-after="20250231" ${KEY}`, 'a@x'],
    ['month 13', `a@x valid-after="20251301" ${KEY}`, null],
    ['hour 24', `a@x valid-after="202501012400" ${KEY}`, null],
    ['a short time', `a@x valid-after="2025" ${KEY}`, null],
    ['a long time', `a@x valid-after="20250101000000000" ${KEY}`, null],
    ['words', `a@x valid-after="yesterday" ${KEY}`, null],
    ['a small z', `a@x valid-after="20250101z" ${KEY}`, 'a@x'],
    ['a carriage return for a blank', `a@x\r${KEY}`, 'a@x'],
    ['the epoch', `a@x valid-after="19700101Z" ${KEY}`, null],
    ['before the epoch', `a@x valid-after="19690101Z" ${KEY}`, null],
    ['twice', `a@x valid-after="20250101",valid-after="20250101" ${KEY}`, null],
    [
      'a key renewed under the same name',
      `a@x valid-before="20250101" ${KEY}\na@x valid-after="20250601" ${KEY}\n`,
      'a@x',
    ],
  ])
})

describe('reads as ssh-keygen: keys', () => {
  checkRows([
    ['no key', 'a@x\n', null],
    ['only a type', `a@x ${type}\n`, null],
    ['another type than the key says', `a@x ssh-rsa ${base64}\n`, null],
    ['a cut key', `a@x ${type} ${base64.slice(0, -4)}\n`, null],
    ['a longer key', `a@x ${type} ${base64}AAAA\n`, null],
    ['not base64', `a@x ${type} !!!!\n`, null],
    ['an unknown type', `a@x ssh-none ${base64}\n`, null],
    ['a broken line before', `a@x ssh-none ${base64}\nb@x ${KEY}\n`, 'b@x'],
    ['a broken quote before', `"a@x ${KEY}\nb@x ${KEY}\n`, 'b@x'],
    ['a broken option before', `a@x valid-before="x" ${KEY}\nb@x ${KEY}\n`, 'b@x'],
    ['a line cut in two', `a@x namespaces="file",\n ${KEY}\n`, null],
    ['a broken line after', `b@x ${KEY}\na@x ssh-none ${base64}\n`, 'b@x'],
    ['a short RSA key before', `a@x ${rsa.publicLine}\nb@x ${KEY}\n`, 'b@x'],
    ['a NUL after the key', `a@x ${KEY}\0test\nb@x ${KEY}\n`, 'a@x'],
    ['a NUL in the comment', `a@x ${KEY} x\0y\nb@x ${KEY}\n`, 'a@x'],
    ['a NUL in the key', `a@x ${KEY.slice(0, -4)}\0${KEY.slice(-4)}\nb@x ${KEY}\n`, 'b@x'],
    ['a NUL before the key', `a@x \0${KEY}\nb@x ${KEY}\n`, 'b@x'],
    ['a NUL in the principals', `a@x\0,c@x ${KEY}\nb@x ${KEY}\n`, 'b@x'],
    ['a NUL in the options', `a@x namespaces="git\0" ${KEY}\nb@x ${KEY}\n`, 'b@x'],
    ['a NUL before all', `\0a@x ${KEY}\nb@x ${KEY}\n`, 'b@x'],
    ['a NUL at the end', `a@x ${KEY}\0\nb@x ${KEY}\0`, 'a@x'],
    ['a fingerprint', `a@x SHA256:${'A'.repeat(43)}\n`, null],
  ])
})

test('is stricter than ssh-keygen with a leap second', () => {
  expect(nameSigner(`a@x valid-after="20251231235960Z" ${KEY}`)).toBeNull()
})

test.each<[string, string, readonly SignerProblem[]]>([
  ['a bad time', `a@x valid-after="x" ${KEY}`, [{ code: 'bad-time', line: 1 }]],
  [
    'an end before the start',
    `a@x valid-after="2026010112",valid-before="20250101" ${KEY}`,
    [{ code: 'bad-time', line: 1 }],
  ],
  [
    'no time between',
    `a@x valid-after="20260101",valid-before="20250101" ${KEY}`,
    [{ code: 'ends-before-it-starts', line: 1 }],
  ],
  [
    'an authority',
    `a@x cert-authority ${KEY}\nb@x ${KEY}\n`,
    [{ code: 'cert-authority', line: 1 }],
  ],
  ['a kind of key', `a@x ${rsa.publicLine}\n`, [{ code: 'key-unsupported', line: 1 }]],
  ['a quote', `"a@x ${KEY}\n`, [{ code: 'bad-quotes', line: 1 }]],
  ['an open quote in options', `a@x namespaces="git ${KEY}\n`, [{ code: 'bad-quotes', line: 1 }]],
  [
    'a value without quotes',
    `a@x namespaces=git ${KEY}\n`,
    [{ code: 'option-not-quoted', line: 1 }],
  ],
  [
    'an option twice',
    `a@x valid-after="20250101",valid-after="20250101" ${KEY}\n`,
    [{ code: 'option-twice', line: 1 }],
  ],
  ['an unknown option', `a@x pty ${KEY}\n`, [{ code: 'unknown-option', line: 1 }]],
])('tells of %s', (_, text, problems) => {
  expect(parseAllowedSigners(text).problems).toEqual(problems)
})

test.each([
  ['Europe/Berlin', '20260701', '2026-06-30T23:00:00Z'],
  ['Europe/Berlin', '202601010000', '2025-12-31T23:00:00Z'],
  ['America/New_York', '20260701120000', '2026-07-01T17:00:00Z'],
  ['Australia/Sydney', '20260101', '2025-12-31T14:00:00Z'],
  ['Asia/Kolkata', '20260101', '2025-12-31T18:30:00Z'],
  ['Europe/Berlin', '20260701Z', '2026-07-01T00:00:00Z'],
])('a time is of the server’s zone, without summer time: %s, %s', (timeZone, text, moment) => {
  const at = Date.parse(moment) / 1000
  const check = {
    allowedSigners: `a@x valid-before="${text}" ${KEY}\n`,
    principal: 'a@x',
    timeZone,
  }
  expect(reference.isValidAt(PAYLOAD, SIGNATURE, { ...check, at })).toBe(true)
  expect(reference.isValidAt(PAYLOAD, SIGNATURE, { ...check, at: at + 1 })).toBe(false)
  const before = process.env.TZ
  process.env.TZ = timeZone
  try {
    expect(parseAllowedSigners(check.allowedSigners).entries[0]?.until).toBe(at)
  } finally {
    process.env.TZ = before
    if (before === undefined) delete process.env.TZ
  }
})
