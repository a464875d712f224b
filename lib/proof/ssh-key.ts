import { createHash, createPublicKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto'
import { parseMpint, splitWire } from './ssh-wire'

/** The kinds of keys whose signatures are verified here. */
export type SshKeyType =
  | 'ssh-ed25519'
  | 'ssh-rsa'
  | 'ecdsa-sha2-nistp256'
  | 'ecdsa-sha2-nistp384'
  | 'ecdsa-sha2-nistp521'

export type SshKey =
  | { readonly kind: 'key'; readonly type: SshKeyType; readonly key: KeyObject }
  | { readonly kind: 'unsupported'; readonly why: 'key-type' | 'key-size' }
  | { readonly kind: 'broken' }

const CURVES = {
  'ecdsa-sha2-nistp256': { name: 'nistp256', crv: 'P-256', size: 32 },
  'ecdsa-sha2-nistp384': { name: 'nistp384', crv: 'P-384', size: 48 },
  'ecdsa-sha2-nistp521': { name: 'nistp521', crv: 'P-521', size: 66 },
} as const

/** Bits. Shorter keys are weak, and longer keys are costly to verify. */
const RSA_BITS = { least: 2048, most: 8192 }
const MAX_EXPONENT_BYTES = 4
const MAX_BYTES = 4096

/** How ssh-keygen names a key. */
export function formatFingerprint(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

/** A public key from its wire form (RFC 4253, 6.6; RFC 5656; RFC 8709). Never throws, bounded work. */
export function parseSshKey(blob: Buffer): SshKey {
  const fields = blob.length <= MAX_BYTES ? splitWire(blob) : null
  const [type, ...parts] = fields ?? []
  if (!type || !/^[a-z0-9@.-]{1,64}$/.test(type.toString('latin1'))) return { kind: 'broken' }
  const name = type.toString('latin1')
  switch (name) {
    case 'ssh-ed25519':
      return parseEd25519(parts)
    case 'ssh-rsa':
      return parseRsa(parts)
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return parseEcdsa(name, parts)
    default:
      return { kind: 'unsupported', why: 'key-type' }
  }
}

function parseEd25519([point, ...more]: readonly Buffer[]): SshKey {
  if (point?.length !== 32 || more.length > 0) return { kind: 'broken' }
  const x = point.toString('base64url')
  return importKey('ssh-ed25519', { key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

function parseRsa([exponent, modulus, ...more]: readonly Buffer[]): SshKey {
  const e = exponent && parseMpint(exponent)
  const n = modulus && parseMpint(modulus)
  if (!e || !n || more.length > 0) return { kind: 'broken' }
  const bits = n.length * 8 - Math.clz32(n[0] ?? 0) + 24
  if (bits < RSA_BITS.least || bits > RSA_BITS.most || e.length > MAX_EXPONENT_BYTES)
    return { kind: 'unsupported', why: 'key-size' }
  if (e.readUIntBE(0, e.length) < 3) return { kind: 'broken' }
  const key = { kty: 'RSA', n: n.toString('base64url'), e: e.toString('base64url') }
  return importKey('ssh-rsa', { key, format: 'jwk' })
}

function parseEcdsa(type: keyof typeof CURVES, parts: readonly Buffer[]): SshKey {
  const { name, crv, size } = CURVES[type]
  const [curve, point, ...more] = parts
  if (curve?.toString('latin1') !== name || more.length > 0) return { kind: 'broken' }
  if (point?.length !== 1 + 2 * size || point[0] !== 4) return { kind: 'broken' }
  const x = point.subarray(1, 1 + size).toString('base64url')
  const y = point.subarray(1 + size).toString('base64url')
  return importKey(type, { key: { kty: 'EC', crv, x, y }, format: 'jwk' })
}

/** A point that is not on its curve throws. */
function importKey(type: SshKeyType, input: JsonWebKeyInput): SshKey {
  try {
    return { kind: 'key', type, key: createPublicKey(input) }
  } catch {
    return { kind: 'broken' }
  }
}
