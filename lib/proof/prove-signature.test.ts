import { execFileSync } from 'node:child_process'
import { constants, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createGitRepo } from '@/lib/testing/git-repo'
import {
  ada,
  allowedSigners,
  byHand,
  checkRows,
  ecdsa,
  filesOnly,
  GOOD,
  gone,
  hand,
  handRsa,
  otherRsa,
  PAYLOAD,
  rsa,
  signed,
  stranger,
} from '@/lib/testing/proof-rows'
import { createHandKey, formatPayload, signByHand, signSsh, wire } from '@/lib/testing/signed-bytes'
import { openKeyring } from './keyring'
import { proveSignature } from './prove-signature'

describe('kinds of keys', () => {
  const sha = (hash: string, signed: Buffer) => sign(hash, signed, handRsa.secret)
  const shortRsa = () => {
    for (let round = 0; ; round += 1) {
      const payload = formatPayload({ message: `round ${round}\n` })
      let short = false
      const value = (bytes: Buffer) => {
        const full = sha('sha512', bytes)
        short = full[0] === 0
        return short ? full.subarray(1) : full
      }
      const raw = payload + signByHand(payload, handRsa, { algorithm: 'rsa-sha2-512', value })
      if (short) return raw
    }
  }
  checkRows([
    ['ed25519', GOOD, 'trusted by ada@example.com', 'accepts'],
    ['ecdsa P-256', signed(PAYLOAD, ecdsa[0]), 'trusted by key0@example.com', 'accepts'],
    ['ecdsa P-384', signed(PAYLOAD, ecdsa[1]), 'trusted by key1@example.com', 'accepts'],
    ['ecdsa P-521', signed(PAYLOAD, ecdsa[2]), 'trusted by key2@example.com', 'accepts'],
    ['rsa 2048', signed(PAYLOAD, rsa[1]), 'trusted by key4@example.com', 'accepts'],
    ['rsa 3072', signed(PAYLOAD, rsa[2]), 'trusted by key5@example.com', 'accepts'],
    [
      'message hashed with SHA-256',
      signed(PAYLOAD, ada, ['-O', 'hashalg=sha256']),
      'trusted by ada@example.com',
      'accepts',
    ],
    [
      'rsa-sha2-256',
      byHand({ algorithm: 'rsa-sha2-256', value: (bytes) => sha('sha256', bytes) }, handRsa),
      'trusted by hand-rsa@example.com',
      'accepts',
    ],
    ['rsa without a leading zero', shortRsa(), 'trusted by hand-rsa@example.com', 'accepts'],
    [
      'rsa with exponent 3',
      PAYLOAD +
        signByHand(PAYLOAD, otherRsa, {
          algorithm: 'rsa-sha2-512',
          value: (bytes) => sign('sha512', bytes, otherRsa.secret),
        }),
      'trusted by exponent@example.com',
      'accepts',
    ],
    // The line of a key that is too short is left out, and its signature is not looked at.
    ['rsa 1024', signed(PAYLOAD, rsa[0]), 'unsupported: key-size', 'accepts'],
    [
      'rsa with SHA-1',
      byHand({ algorithm: 'ssh-rsa', value: (bytes) => sha('sha1', bytes) }, handRsa),
      'unsupported: algorithm',
      'refuses',
    ],
    [
      'rsa with PSS padding',
      byHand(
        {
          algorithm: 'rsa-sha2-512',
          value: (bytes) =>
            sign('sha512', bytes, {
              key: handRsa.secret,
              padding: constants.RSA_PKCS1_PSS_PADDING,
            }),
        },
        handRsa,
      ),
      'bad: incorrect',
      'refuses',
    ],
    [
      'a security key',
      byHand({
        blob: Buffer.concat([
          wire('sk-ssh-ed25519@openssh.com'),
          hand.blob.subarray(15),
          wire('ssh:'),
        ]),
        algorithm: 'sk-ssh-ed25519@openssh.com',
        afterValue: Buffer.from([1, 0, 0, 0, 9]),
      }),
      'unsupported: key-type',
      'refuses',
    ],
    [
      'a certificate',
      byHand({ blob: Buffer.concat([wire('ssh-ed25519-cert-v01@openssh.com'), wire('x')]) }),
      'unsupported: key-type',
      'refuses',
    ],
  ])
})

describe('who signed what', () => {
  const other = signSsh(formatPayload({ message: 'other\n' }), ada)
  checkRows([
    ['no key', PAYLOAD, 'unsigned', 'refuses'],
    ['an unknown key', signed(PAYLOAD, stranger), 'untrusted: key-unknown', 'refuses'],
    ['a revoked key', signed(PAYLOAD, gone), 'revoked', 'refuses'],
    [
      'a key for files only',
      signed(PAYLOAD, filesOnly),
      'untrusted: namespace-not-permitted',
      'refuses',
    ],
    ['another message', PAYLOAD + other, 'bad: incorrect', 'refuses'],
    ['another name', GOOD.replace('tag nn@', 'tag mm@'), 'bad: incorrect', 'refuses'],
    ['another commit', GOOD.replace('object 1', 'object 2'), 'bad: incorrect', 'refuses'],
    ['another date', GOOD.replace('1767225600', '1767225601'), 'bad: incorrect', 'refuses'],
    ['another tagger', GOOD.replace('ada@', 'eve@'), 'bad: incorrect', 'refuses'],
    ['a byte of the text', GOOD.replace('text', 'texts'), 'bad: incorrect', 'refuses'],
    [
      'a signature for files',
      PAYLOAD + signSsh(PAYLOAD, ada, { namespace: 'file' }),
      'bad: namespace',
      'refuses',
    ],
    ['a signature for nothing', byHand({ namespace: '' }), 'bad: namespace', 'refuses'],
    ['the namespace in capitals', byHand({ namespace: 'GIT' }), 'bad: namespace', 'refuses'],
    [
      'a stranger under a known key',
      byHand({}, { ...createHandKey(), blob: hand.blob }),
      'bad: incorrect',
      'refuses',
    ],
    [
      'an all-zero signature',
      byHand({ value: () => Buffer.alloc(64) }),
      'bad: incorrect',
      'refuses',
    ],
    ['an empty signature', byHand({ value: () => Buffer.alloc(0) }), 'bad: incorrect', 'refuses'],
    [
      'an algorithm of another key',
      byHand({ algorithm: 'rsa-sha2-512' }),
      'unsupported: algorithm',
      'refuses',
    ],
    [
      'an X.509 signature',
      `${PAYLOAD}-----BEGIN SIGNED MESSAGE-----\nMIIB\n-----END SIGNED MESSAGE-----\n`,
      'unsupported: format',
      'refuses',
    ],
  ])
})

test('git itself writes tags that are read', async () => {
  const repo = await createGitRepo()
  await repo.commit({ files: { a: 'a' } })
  const settings = ['-c', 'gpg.format=ssh', '-c', `user.signingkey=${ada.file}`]
  await repo.git([...settings, 'tag', '-s', '-m', 'First\n\nMore', 'nn@v1.0.0', 'main'])
  const raw = await repo.git(['cat-file', 'tag', 'nn@v1.0.0'])
  const proof = proveSignature(
    raw,
    openKeyring({ allowedSigners, revokedKeys: '', openpgpKeys: '', service: null }),
  )
  expect(proof).toEqual({
    kind: 'trusted',
    format: 'ssh',
    key: execFileSync('ssh-keygen', ['-lf', ada.file]).toString().split(' ')[1],
    grants: [{ signer: 'ada@example.com', from: null, until: null }],
    claims: {
      name: 'nn@v1.0.0',
      target: await repo.resolve('main'),
      type: 'commit',
      at: 1_767_225_600,
      registryRepos: [],
    },
  })
})

test('trusts no SSH key while the revocations cannot be read', () => {
  const broken = openKeyring({
    allowedSigners,
    revokedKeys: 'SSHKRL\n',
    openpgpKeys: '',
    service: null,
  })
  expect(proveSignature(Buffer.from(GOOD), broken)).toMatchObject({
    kind: 'untrusted',
    why: 'revocations-unreadable',
  })
  expect(broken.problems).toContainEqual({ file: 'revoked-keys', code: 'not-a-key', line: 1 })
})
