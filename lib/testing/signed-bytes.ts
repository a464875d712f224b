import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import path from 'node:path'
import type { TestSshKey } from './signing-keys'
import { createTempDir } from './temp-dir'

export type PayloadSpec = {
  readonly name?: string
  readonly target?: string
  readonly type?: string
  readonly message?: string
  readonly at?: number
}

/** A tag object without its signature. */
export function formatPayload(spec: PayloadSpec = {}): string {
  const { name = 'nn@v1.0.0', target = '1'.repeat(40), type = 'commit', at = 1_767_225_600 } = spec
  const tagger = `Ada Example <ada@example.com> ${at} +0000`
  return `object ${target}\ntype ${type}\ntag ${name}\ntagger ${tagger}\n\n${spec.message ?? 'text\n'}`
}

/** The armored signature that ssh-keygen makes; `options` as it takes them: `-O hashalg=sha256`. */
export function signSsh(
  payload: string | Buffer,
  key: Pick<TestSshKey, 'file'>,
  { namespace = 'git', options = [] }: { namespace?: string; options?: readonly string[] } = {},
): string {
  const args = ['-Y', 'sign', '-q', '-n', namespace, ...options, '-f', key.file, '-']
  const stdio = ['pipe', 'pipe', 'ignore'] as const
  return execFileSync('ssh-keygen', args, { input: payload, stdio: [...stdio] }).toString('latin1')
}

/** A signature made by hand, where ssh-keygen would not make it so. */
export type SshsigSpec = {
  readonly preamble?: string
  readonly blob?: Buffer
  readonly namespace?: string
  readonly reserved?: string
  readonly hash?: string
  readonly algorithm?: string
  /** Of the signed bytes; default: by the key of `handKey`. */
  readonly value?: (signed: Buffer) => Buffer
  readonly afterValue?: Buffer
  readonly afterAll?: Buffer
}

export type HandKey = { readonly blob: Buffer; readonly line: string; readonly secret: KeyObject }

/** An ed25519 key whose secret this process holds. */
export function createHandKey(): HandKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const point = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const blob = Buffer.concat([wire('ssh-ed25519'), wire(point)])
  return { blob, line: `ssh-ed25519 ${blob.toString('base64')}`, secret: privateKey }
}

/** An RSA key whose secret this process holds. */
export function createRsaHandKey(bits: number, exponent = 0x10001): HandKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicExponent: exponent,
  })
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const blob = Buffer.concat([wire('ssh-rsa'), wire(mpint(e)), wire(mpint(n))])
  return { blob, line: `ssh-rsa ${blob.toString('base64')}`, secret: privateKey }
}

/** The armored signature of `payload`, with the fields that the test overrides. */
export function signByHand(payload: string | Buffer, key: HandKey, spec: SshsigSpec = {}): string {
  const { namespace = 'git', reserved = '', hash = 'sha512', algorithm = 'ssh-ed25519' } = spec
  const digest = createHash(hash === 'sha256' ? hash : 'sha512')
    .update(payload)
    .digest()
  const signed = Buffer.concat([
    Buffer.from('SSHSIG'),
    ...[namespace, '', hash, digest].map((field) => wire(field)),
  ])
  const value = spec.value?.(signed) ?? sign(null, signed, key.secret)
  const none = Buffer.alloc(0)
  const inner = Buffer.concat([wire(algorithm), wire(value), spec.afterValue ?? none])
  return armor(
    Buffer.concat([
      Buffer.from(spec.preamble ?? 'SSHSIG\0\0\0\x01', 'latin1'),
      ...[spec.blob ?? key.blob, namespace, reserved, hash, inner].map((field) => wire(field)),
      spec.afterAll ?? none,
    ]),
  )
}

export function armor(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,70}/g) ?? []
  return `-----BEGIN SSH SIGNATURE-----\n${lines.join('\n')}\n-----END SSH SIGNATURE-----\n`
}

/** One string of SSH's wire format. */
export function wire(field: string | Buffer): Buffer {
  const body = Buffer.from(field)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return Buffer.concat([length, body])
}

function mpint(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url')
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes
}

/** The detached, armored signature that gpg makes with the secret keys of `home`. */
export function signOpenpgp(
  payload: string | Buffer,
  home: string,
  args: readonly string[] = [],
): string {
  const fixed = ['--homedir', home, '--batch', '--quiet', '--armor', '--pinentry-mode', 'loopback']
  return execFileSync('gpg', [...fixed, '--passphrase', '', ...args, '--detach-sign'], {
    input: payload,
    stdio: ['pipe', 'pipe', 'ignore'],
  }).toString('latin1')
}

/** A home of gpg with these armored keys, public or secret. */
export function createGpgHome(keys: readonly string[]): string {
  const home = path.join(createTempDir('gpg'), 'home')
  execFileSync('mkdir', ['-m', '700', home])
  for (const key of keys) {
    const args = ['--homedir', home, '--batch', '--quiet', '--import']
    execFileSync('gpg', args, { input: key, stdio: ['pipe', 'ignore', 'ignore'] })
  }
  return home
}

/** The armored public key of `home` after its owner has revoked it. */
export function revokeOpenpgp(home: string, fingerprint: string): string {
  const gpg = (args: readonly string[], input: string) =>
    execFileSync('gpg', ['--homedir', home, '--quiet', ...args], {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    })
  const asked = ['--no-tty', '--command-fd', '0', '--pinentry-mode', 'loopback']
  const revocation = gpg([...asked, '--armor', '--gen-revoke', fingerprint], 'y\n0\n\ny\n')
  gpg(['--batch', '--import'], revocation)
  return gpg(['--batch', '--armor', '--export', fingerprint], '')
}
