import { createHash, type KeyObject, verify } from 'node:crypto'
import type { SshKeyType } from './ssh-key'
import { formatWire, parseMpint, splitWire } from './ssh-wire'

/** A parsed signature of PROTOCOL.sshsig. */
export type SshSignature = {
  /** The public key's wire form. */
  readonly key: Buffer
  readonly namespace: string
  readonly hash: 'sha256' | 'sha512'
  /** Algorithm and value, which the kind of key says how to read. */
  readonly signature: Buffer
}

const PREAMBLE = Buffer.from('SSHSIG\0\0\0\x01', 'latin1')
const HASHES = ['sha256', 'sha512'] as const

/** Parses a signature; null when a byte is missing, superfluous or in a reserved field. */
export function parseSshSignature(bytes: Buffer): SshSignature | null {
  if (!bytes.subarray(0, PREAMBLE.length).equals(PREAMBLE)) return null
  const fields = splitWire(bytes.subarray(PREAMBLE.length))
  const [key, namespace, reserved, hashName, signature, ...more] = fields ?? []
  if (!key || !namespace || !signature || reserved?.length !== 0 || more.length > 0) return null
  const hash = HASHES.find((name) => name === hashName?.toString('latin1'))
  return hash ? { key, namespace: namespace.toString('latin1'), hash, signature } : null
}

/** Whether the key made this signature of `payload`. Never throws. */
export function verifySshSignature(
  signature: SshSignature,
  by: { readonly type: SshKeyType; readonly key: KeyObject },
  payload: Buffer,
): 'correct' | 'incorrect' | 'unsupported' | 'malformed' {
  const [algorithm, value, ...more] = splitWire(signature.signature) ?? []
  if (!algorithm || !value || more.length > 0) return 'malformed'
  const check = checks[by.type][algorithm.toString('latin1')]
  if (!check) return 'unsupported'
  const digest = createHash(signature.hash).update(payload).digest()
  const fields = [signature.namespace, '', signature.hash, digest]
  const signed = Buffer.concat([Buffer.from('SSHSIG'), ...fields.map(formatWire)])
  return check(by.key, signed, value) ? 'correct' : 'incorrect'
}

type Check = (key: KeyObject, signed: Buffer, value: Buffer) => boolean

const checks: Readonly<Record<SshKeyType, Readonly<Record<string, Check>>>> = {
  'ssh-ed25519': { 'ssh-ed25519': (key, signed, value) => verify(null, signed, key, value) },
  // SHA-1, which is `ssh-rsa` as the name of a signature, is not accepted, as ssh-keygen does not.
  'ssh-rsa': { 'rsa-sha2-256': rsa('sha256'), 'rsa-sha2-512': rsa('sha512') },
  'ecdsa-sha2-nistp256': { 'ecdsa-sha2-nistp256': ecdsa('sha256', 32) },
  'ecdsa-sha2-nistp384': { 'ecdsa-sha2-nistp384': ecdsa('sha384', 48) },
  'ecdsa-sha2-nistp521': { 'ecdsa-sha2-nistp521': ecdsa('sha512', 66) },
}

function rsa(hash: string): Check {
  return (key, signed, value) => {
    const size = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
    // Some signers leave leading zeros out (RFC 8332, 3).
    if (value.length > size) return false
    const padded = Buffer.concat([Buffer.alloc(size - value.length), value])
    return verify(hash, signed, key, padded)
  }
}

function ecdsa(hash: string, size: number): Check {
  return (key, signed, value) => {
    const numbers = (splitWire(value) ?? []).map(parseMpint)
    const [r, s] = numbers
    if (numbers.length !== 2 || !r || !s || r.length > size || s.length > size) return false
    const pair = [r, s].map((n) => Buffer.concat([Buffer.alloc(size - n.length), n]))
    return verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.concat(pair))
  }
}
