import { describe, expect, test } from 'vitest'
import type { Keyring } from '@/lib/proof/keyring'
import { parseGpgvStatus } from './parse-gpgv-status'

const KEY = '6149BC0DD69F7EEB7CB1CB57321068AE03059EF1'
const OTHER = '6E1D7F3781CFCCD77BE1388E4C2B76D20B099BBE'
const SUBKEY = 'A'.repeat(40)

const keyring: Pick<Keyring, 'openpgp' | 'service'> = {
  openpgp: { bytes: Buffer.alloc(0), fingerprints: [KEY, OTHER] },
  service: { principal: 'signet@example.com', fingerprints: [OTHER] },
}
const claims = { name: 'm@v1.0.0', target: 'a', type: 'commit', at: 1, registryRepos: [] } as const

const valid = (primary: string, key = primary) =>
  `VALIDSIG ${key} 2026-11-23 1795430190 0 4 0 22 8 00 ${primary}`
const good = (name: string) => `GOODSIG 321068AE03059EF1 ${name}`

function parse(...lines: readonly string[]) {
  const output = lines.map((line) => `[GNUPG:] ${line}\n`).join('')
  return parseGpgvStatus(output, claims, keyring)
}

describe('parseGpgvStatus trusts', () => {
  test.each([
    ['the address of the user id', [good('Ana <ana@example.com>'), valid(KEY)], 'ana@example.com'],
    [
      'a user id with a line of its own',
      [good('A\u2028[GNUPG:] BADSIG 32 <a@b.c>'), valid(KEY)],
      'a@b.c',
    ],
    ['a user id without one', [good('Release bot'), valid(KEY)], 'Release bot'],
    ['a subkey, by its primary key', [good('A <a@b.c>'), valid(KEY, SUBKEY)], 'a@b.c'],
    ['the service account’s own key', [good('X <x@b.c>'), valid(OTHER)], 'signet@example.com'],
    ['another key with its name', [good('S <Signet@example.com>'), valid(KEY)], KEY],
    ['another key that is its name', [good('signet@example.com'), valid(KEY)], KEY],
  ])('%s', (_, lines, signer) => {
    expect(parse('NEWSIG', ...lines)).toMatchObject({ kind: 'trusted', grants: [{ signer }] })
  })
})

test.each([
  ['one part', ['KEYEXPIRED 100'], 99],
  ['two parts', ['KEYEXPIRED 200', 'KEYEXPIRED 100', 'KEYEXPIRED 200'], 99],
])('a key is trusted until its end: %s', (_, ends, until) => {
  const lines = [...ends, 'EXPKEYSIG 32 A <a@b.c>', valid(KEY)]
  expect(parse('NEWSIG', ...lines)).toEqual({
    kind: 'trusted',
    format: 'openpgp',
    key: KEY,
    grants: [{ signer: 'a@b.c', from: null, until }],
    claims,
  })
})

test('the end of another part does not limit a good signature', () => {
  const grants = [{ signer: 'a@b.c', from: null, until: null }]
  expect(parse('KEYEXPIRED 100', good('A <a@b.c>'), valid(KEY))).toMatchObject({ grants })
})

describe('parseGpgvStatus does not trust', () => {
  test.each([
    ['a revoked key', ['REVKEYSIG 32 A', valid(KEY)], { kind: 'revoked', key: KEY }],
    ['a key of unknown end', ['EXPKEYSIG 32 A', valid(KEY)], { kind: 'expired', key: KEY }],
    [
      'a key whose end is no number',
      ['KEYEXPIRED 1', 'KEYEXPIRED x', 'EXPKEYSIG 32 A', valid(KEY)],
      { kind: 'expired', key: KEY },
    ],
    [
      'good and expired at once',
      ['KEYEXPIRED 1', good('A'), 'EXPKEYSIG 32 A', valid(KEY)],
      { kind: 'malformed' },
    ],
    ['an expired signature', ['EXPSIG 32 A', valid(KEY)], { why: 'signature-expired' }],
    ['a wrong signature', ['BADSIG 32 A'], { kind: 'bad', why: 'incorrect' }],
    ['good and bad at once', [good('A'), valid(KEY), 'BADSIG 32 A'], { kind: 'bad' }],
    ['good and revoked at once', [good('A'), valid(KEY), 'REVKEYSIG 32 A'], { kind: 'revoked' }],
    ['two signatures', [good('A'), valid(KEY), good('A'), valid(KEY)], { kind: 'malformed' }],
    ['two answers', [good('A'), valid(KEY), valid(OTHER)], { kind: 'malformed' }],
    ['a key of no ring', [good('A'), valid(SUBKEY)], { kind: 'malformed' }],
    ['good without a signer', [good('A')], { kind: 'malformed' }],
    ['nothing said', [], { kind: 'malformed' }],
    ['no such key', [`ERRSIG 32 22 8 00 1 9 ${SUBKEY}`], { kind: 'untrusted', key: SUBKEY }],
    ['no such key, by an old gpgv', ['ERRSIG 32 22 8 00 1 9'], { kind: 'untrusted', key: '32' }],
    ['an unknown algorithm', ['ERRSIG 32 99 8 00 1 4 -'], { kind: 'unsupported', key: '32' }],
  ])('%s', (_, lines, proof) => {
    expect(parse('NEWSIG', ...lines)).toMatchObject(proof)
  })

  test('words that are not gpgv’s', () => {
    expect(parse(`NEWSIG x GOODSIG 32 A`, valid(KEY)).kind).toBe('malformed')
  })
})
