import { describe, expect, test } from 'vitest'
import { createHandKey, formatPayload, signByHand } from '@/lib/testing/signed-bytes'
import { createOpenpgpKey } from '@/lib/testing/signing-keys'
import { type KeyringSource, openKeyring } from './keyring'
import { proveSignature } from './prove-signature'
import { formatFingerprint } from './ssh-key'

const key = createHandKey()
const other = createHandKey()
const openpgp = createOpenpgpKey()
const EMPTY = { allowedSigners: '', revokedKeys: '', openpgpKeys: '', service: null }
const RAW = formatPayload() + signByHand(formatPayload(), key)

function open(source: Partial<KeyringSource>) {
  return openKeyring({ ...EMPTY, ...source })
}

function prove(source: Partial<KeyringSource>) {
  const proof = proveSignature(Buffer.from(RAW), open(source))
  return proof.kind === 'trusted' ? proof.grants.map((grant) => grant.signer) : proof.kind
}

describe('the service account', () => {
  const service = { principal: 'signet@x', publicKey: `${key.line} made by Signet` }
  test('signs with its own key, without a file', () => {
    expect(prove({ service })).toEqual(['signet@x'])
  })
  test('is named first where a file lists its key too', () => {
    expect(prove({ service, allowedSigners: `a@x ${key.line}\n` })).toEqual(['signet@x'])
  })
  test('is not trusted with a revoked key', () => {
    expect(prove({ service, revokedKeys: key.line })).toBe('revoked')
  })
  test('signs for git only', () => {
    const raw = formatPayload() + signByHand(formatPayload(), key, { namespace: 'file' })
    expect(proveSignature(Buffer.from(raw), open({ service })).kind).toBe('bad')
  })
  test('has no key where the text is none', () => {
    const broken = { principal: 'signet@x', publicKey: 'ssh-ed25519 x' }
    expect(prove({ service: broken })).toBe('untrusted')
    expect(open({ service: broken }).problems).toEqual([
      { file: 'service-key', code: 'bad-key', line: 1 },
    ])
  })
})

test.each([
  ['a key', `# gone\n\n${key.line} laptop\n`, 'revoked'],
  ['a fingerprint', `${formatFingerprint(key.blob)} laptop\n`, 'revoked'],
  ['a fingerprint among others', `${other.line}\r\n${formatFingerprint(key.blob)}\r\n`, 'revoked'],
  ['another key', other.line, ['a@x']],
  ['nothing', '# nothing\n', ['a@x']],
  ['a fingerprint that is cut', formatFingerprint(key.blob).slice(0, -1), 'untrusted'],
  ['a fingerprint with more', `${formatFingerprint(key.blob)}A`, 'untrusted'],
  ['a key that is cut', key.line.slice(0, -4), 'untrusted'],
  ['a type that is not the key’s', key.line.replace('ed25519', 'rsa'), 'untrusted'],
  ['a binary revocation list', 'SSHKRL\n\0\x00\x00\x00\x01', 'untrusted'],
  ['words', `${other.line}\nsee the wiki`, 'untrusted'],
])('revoked keys: %s', (_, revokedKeys, found) => {
  expect(prove({ allowedSigners: `a@x ${key.line}\n`, revokedKeys })).toEqual(found)
})

describe('the hash', () => {
  const { hash } = open({ allowedSigners: `a@x ${key.line}\n` })
  test.each([
    ['comments', { allowedSigners: `# x\na@x ${key.line} laptop\n` }],
    [
      'lines that do not count',
      { allowedSigners: `a@x ${key.line}\nb@x cert-authority ${other.line}\n` },
    ],
  ])('stays with %s', (_, source) => {
    expect(open(source).hash).toBe(hash)
  })
  test.each<[string, Partial<KeyringSource>]>([
    ['no key', {}],
    ['another name', { allowedSigners: `b@x ${key.line}\n` }],
    ['another key', { allowedSigners: `a@x ${other.line}\n` }],
    ['a namespace', { allowedSigners: `a@x namespaces="git" ${key.line}\n` }],
    ['an end', { allowedSigners: `a@x valid-before="2027" ${key.line}\n` }],
    ['a revoked key', { allowedSigners: `a@x ${key.line}\n`, revokedKeys: other.line }],
    ['revocations that cannot be read', { allowedSigners: `a@x ${key.line}\n`, revokedKeys: 'x' }],
    ['an OpenPGP key', { allowedSigners: `a@x ${key.line}\n`, openpgpKeys: openpgp.public }],
    [
      'a service account',
      { allowedSigners: `a@x ${key.line}\n`, service: { principal: 'a@x', publicKey: other.line } },
    ],
  ])('changes with %s', (_, source) => {
    expect(open(source).hash).not.toBe(hash)
  })
})

describe('OpenPGP keys', () => {
  test('are taken from any number of blocks', () => {
    const second = createOpenpgpKey({ signingSubkey: true })
    const ring = open({ openpgpKeys: `Ana:\r\n${openpgp.public}\nBob:\n${second.public}\n` })
    expect(ring.openpgp.fingerprints).toEqual([openpgp.fingerprint, second.fingerprint])
    expect(ring.problems).toEqual([])
  })
  test('are the service account’s where they are its own', () => {
    const ring = open({ service: { principal: 'signet@x', publicKey: openpgp.public } })
    expect(ring.openpgp.fingerprints).toEqual([openpgp.fingerprint])
    expect(ring.service?.fingerprints).toEqual([openpgp.fingerprint])
  })
  const block = (body: string) =>
    `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${body}\n-----END PGP PUBLIC KEY BLOCK-----\n`
  test.each([
    ['a secret key', openpgp.secret, 'private-key'],
    ['binary', 'x\x99\x01', 'not-armored'],
    ['no packets', block('AAAA'), 'bad-key'],
    ['another packet', block('wgEE'), 'bad-key'],
    ['version 6', block('xgEG'), 'key-version'],
    ['no base64', block('!!!!'), 'bad-key'],
    ['a wrong checksum', openpgp.public.replace(/\n=.{4}/, '\n=AAAA'), 'bad-key'],
    ['a length past the end', block('xv////8='), 'bad-key'],
    ['a partial length', block('xuEE'), 'bad-key'],
  ])('refused: %s', (_, openpgpKeys, code) => {
    const ring = open({ openpgpKeys })
    expect(ring.problems).toEqual([{ file: 'openpgp-keys', code, line: 1 }])
    expect(ring.openpgp.fingerprints).toEqual([])
  })
})
