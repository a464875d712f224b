import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Keyring, type KeyringSource, openKeyring } from '@/lib/proof/keyring'
import { proveSignature } from '@/lib/proof/prove-signature'
import {
  createGpgHome,
  formatPayload,
  revokeOpenpgp,
  signOpenpgp,
} from '@/lib/testing/signed-bytes'
import { createOpenpgpKey } from '@/lib/testing/signing-keys'
import { openReference, type Reference } from '@/lib/testing/verify-tag'
import { verifyOpenpgp } from './verify-openpgp'

/** Each row is also put before `git verify-tag`, with a gpg that has all keys imported and trusts none of them. */

const known = createOpenpgpKey()
const rsa = createOpenpgpKey({ algorithm: 'rsa3072' })
const subkey = createOpenpgpKey({ signingSubkey: true })
const expired = createOpenpgpKey({ expired: true })
const old = createOpenpgpKey({ old: true })
const imported = createOpenpgpKey()
const stranger = createOpenpgpKey()
const allKeys = [known, rsa, subkey, expired, old, imported]

const home = createGpgHome([...allKeys, stranger].map((key) => key.secret))
const gpgHome = createGpgHome(allKeys.map((key) => key.public))
const openpgpKeys = [known, rsa, subkey, expired, old].map((key) => key.public).join('\n')
const keyring = openKeyring({ allowedSigners: '', revokedKeys: '', openpgpKeys, service: null })

let reference: Reference
beforeAll(async () => {
  reference = await openReference()
})
afterAll(() => {
  for (const dir of [home, gpgHome]) execFileSync('gpgconf', ['--homedir', dir, '--kill', 'all'])
})

const PAYLOAD = formatPayload()
const as = (key: { fingerprint: string }) => ['-u', key.fingerprint]
const sign = (args: readonly string[], payload = PAYLOAD) =>
  payload + signOpenpgp(payload, home, args)
const GOOD = sign(as(known))

/** One armored block as another kind of block. */
function rearm(text: string, kind = 'SIGNATURE'): string {
  return text.replace(/^-----(BEGIN|END) PGP [A-Z ]+-----$/gm, `-----$1 PGP ${kind}-----`)
}

/** A signature whose base64 ends with a padding or without, and its checksum as `to` says. */
function signPadded(padding: RegExp, to: string): string {
  for (let length = 1; length < 10; length += 1) {
    const notation = ['--sig-notation', `n@example.com=${'x'.repeat(length)}`]
    const signature = signOpenpgp(PAYLOAD, home, [...as(known), ...notation])
    if (padding.test(signature)) return PAYLOAD + signature.replace(/\n=.{4}\n/, to)
  }
  throw new Error('no such signature')
}
const PADDED = /=\n=.{4}\n/
const BARE = /[^=]\n=.{4}\n/

/** A whole signed message, which carries its own text, as `gpg --sign` makes it. */
function signWhole(text: string): string {
  const args = ['--homedir', home, '--batch', '--armor', ...as(known), '--sign']
  const stdio = ['pipe', 'pipe', 'ignore'] as const
  return execFileSync('gpg', args, { input: text, stdio: [...stdio] }).toString()
}

async function describeProof(raw: string): Promise<string> {
  const first = proveSignature(Buffer.from(raw, 'latin1'), keyring)
  const [proof] = first.kind === 'openpgp' ? await verifyOpenpgp([first], keyring) : [first]
  const until = proof?.kind === 'trusted' ? proof.grants[0].until : null
  if (proof?.kind === 'trusted')
    return `trusted${until === null ? '' : ` to ${until}`}: ${proof.key}`
  return proof && 'why' in proof ? `${proof.kind}: ${proof.why}` : `${proof?.kind}`
}

const faked = (time: string) => ['--faked-system-time', `${time}!`]

describe('OpenPGP signatures', () => {
  test.each<[string, string, string, 'accepts' | 'refuses']>([
    ['ed25519', GOOD, `trusted: ${known.fingerprint}`, 'accepts'],
    ['RSA', sign(as(rsa)), `trusted: ${rsa.fingerprint}`, 'accepts'],
    ['a subkey, by its primary key', sign(as(subkey)), `trusted: ${subkey.fingerprint}`, 'accepts'],
    [
      'SHA-512',
      sign([...as(rsa), '--digest-algo', 'SHA512']),
      `trusted: ${rsa.fingerprint}`,
      'accepts',
    ],
    [
      'a comment in the armor',
      sign([...as(known), '--comment', 'x']),
      `trusted: ${known.fingerprint}`,
      'accepts',
    ],
    ['no checksum', signPadded(PADDED, '\n'), `trusted: ${known.fingerprint}`, 'accepts'],
    ['no checksum and no padding', signPadded(BARE, '\n'), 'malformed: armor', 'refuses'],
    [
      'a checksum and no padding',
      signPadded(BARE, '$&'),
      `trusted: ${known.fingerprint}`,
      'accepts',
    ],
    ['an unknown key', sign(as(stranger)), 'untrusted: key-unknown', 'refuses'],
    ['a key that is only imported', sign(as(imported)), 'untrusted: key-unknown', 'accepts'],
    [
      'a key that has expired since, in its time alone',
      sign([...faked('20200101T120000'), ...as(expired)]),
      `trusted to ${Date.UTC(2020, 0, 2) / 1000 - 1}: ${expired.fingerprint}`,
      'refuses',
    ],
    [
      'an expired signature',
      sign([...faked('20250101T000000'), ...as(old), '--default-sig-expire', '1d']),
      'bad: signature-expired',
      'refuses',
    ],
    ['SHA-1', sign([...as(rsa), '--digest-algo', 'SHA1']), 'unsupported: algorithm', 'accepts'],
    [
      'a signature of text',
      sign([...as(known), '--textmode']),
      'unsupported: signature-type',
      'accepts',
    ],
    [
      'two signatures in one block',
      sign([...as(known), ...as(rsa)]),
      'malformed: signature-structure',
      'refuses',
    ],
    ['another message', GOOD.replace('text', 'texts'), 'bad: incorrect', 'refuses'],
    ['another name', GOOD.replace('tag nn@', 'tag mm@'), 'bad: incorrect', 'refuses'],
    [
      'a whole message with another text',
      PAYLOAD + rearm(signWhole('other')),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'a whole message with the same text',
      PAYLOAD + rearm(signWhole(PAYLOAD)),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'a whole message that says so',
      PAYLOAD + rearm(signWhole('other'), 'MESSAGE'),
      'malformed: armor',
      'refuses',
    ],
    [
      'a key instead of a signature',
      PAYLOAD + rearm(known.public),
      'malformed: signature-structure',
      'refuses',
    ],
    [
      'text after it',
      `${GOOD}Approved-by: ceo@example.com\n`,
      'malformed: text-after-signature',
      'accepts',
    ],
    [
      'text before its end',
      GOOD.replace('\n-----END', '\nx\n-----END'),
      'malformed: armor',
      'accepts',
    ],
    ['no line feed after it', GOOD.slice(0, -1), 'malformed: armor', 'accepts'],
    [
      'CRLF',
      PAYLOAD + GOOD.slice(PAYLOAD.length).replaceAll('\n', '\r\n'),
      'malformed: armor',
      'accepts',
    ],
    ['a wrong checksum', signPadded(PADDED, '\n=AAAA\n'), 'malformed: armor', 'refuses'],
    [
      'an unknown header',
      GOOD.replace('SIGNATURE-----\n', 'SIGNATURE-----\nX: y\n'),
      'malformed: armor',
      'accepts',
    ],
    [
      'nothing in it',
      `${PAYLOAD}-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n`,
      'malformed: armor',
      'refuses',
    ],
    [
      'an SSH signature over it',
      `${GOOD}-----BEGIN SSH SIGNATURE-----\nx\n-----END SSH SIGNATURE-----\n`,
      'malformed: many-signatures',
      'refuses',
    ],
  ])('%s', async (_, raw, ours, git) => {
    expect(await describeProof(raw)).toBe(ours)
    const answer = await reference.verify(Buffer.from(raw, 'latin1'), {
      allowedSigners: '',
      gpgHome,
    })
    expect(answer.accepts ? 'accepts' : 'refuses').toBe(git)
  })
})

const ring = (text: string, service: KeyringSource['service'] = null) =>
  openKeyring({ allowedSigners: '', revokedKeys: '', openpgpKeys: text, service })

async function kindOf(raw: string, keys: Keyring) {
  const tag = proveSignature(Buffer.from(raw), keys)
  return tag.kind === 'openpgp' ? (await verifyOpenpgp([tag], keys))[0]?.kind : tag.kind
}

test('a key that was revoked later is not trusted, even if the ring also has a copy without the revocation', async () => {
  const key = createOpenpgpKey()
  const own = createGpgHome([key.secret])
  const raw = PAYLOAD + signOpenpgp(PAYLOAD, own, as(key))
  const verify = () => reference.verify(raw, { allowedSigners: '', gpgHome: own })
  expect(await kindOf(raw, ring(key.public))).toBe('trusted')
  expect((await verify()).accepts).toBe(true)
  const revoked = revokeOpenpgp(own, key.fingerprint)
  expect(await kindOf(raw, ring(revoked))).toBe('revoked')
  expect(await kindOf(raw, ring(`${key.public}\n${revoked}`))).toBe('revoked')
  expect(await kindOf(raw, ring(`${revoked}\n${key.public}`))).toBe('revoked')
  const service = { principal: 'signet@x', publicKey: key.public }
  expect(await kindOf(raw, ring(revoked, service))).toBe('revoked')
  expect((await verify()).accepts).toBe(false)
  execFileSync('gpgconf', ['--homedir', own, '--kill', 'all'])
})

test('a part that a later block adds to a key is trusted', async () => {
  const key = createOpenpgpKey()
  const own = createGpgHome([key.secret])
  const gpg = ['--homedir', own, '--batch', '--quiet', '--pinentry-mode', 'loopback']
  const add = ['--passphrase', '', '--quick-add-key', key.fingerprint, 'ed25519', 'sign', '0']
  execFileSync('gpg', [...gpg, ...add], { stdio: 'ignore' })
  const more = execFileSync('gpg', [...gpg, '--armor', '--export']).toString()
  const raw = PAYLOAD + signOpenpgp(PAYLOAD, own, as(key))
  expect(await kindOf(raw, ring(key.public))).toBe('untrusted')
  expect(await kindOf(raw, ring(`${key.public}\n${more}`))).toBe('trusted')
  execFileSync('gpgconf', ['--homedir', own, '--kill', 'all'])
})

test('an empty key ring trusts no signer', async () => {
  const emptyKeyring = openKeyring({
    allowedSigners: '',
    revokedKeys: '',
    openpgpKeys: '',
    service: null,
  })
  const tag = proveSignature(Buffer.from(GOOD), emptyKeyring)
  if (tag.kind !== 'openpgp') throw new Error(tag.kind)
  expect(await verifyOpenpgp([tag], emptyKeyring)).toMatchObject([
    { kind: 'untrusted', key: known.fingerprint, why: 'key-unknown' },
  ])
})
