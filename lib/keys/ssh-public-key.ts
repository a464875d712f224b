import { createHash } from 'node:crypto'
import { KeyError } from './key-error'
import type { PublicKey } from './signer'

/** Those that the proof of a signature understands; hardware keys (`sk-`) and DSA are not among them. */
const TYPES = /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521))$/

/** A public key line, its comment dropped. Throws KeyError `key-unreadable` or `key-unsupported`. */
export function parseSshPublicKey(text: string): PublicKey & { readonly format: 'ssh' } {
  const [type = '', base64 = ''] = text.trim().split(/\s+/)
  const blob = Buffer.from(base64, 'base64')
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0
  if (type === '' || blob.toString('latin1', 4, 4 + length) !== type) {
    throw new KeyError('key-unreadable', 'This is no SSH public key.')
  }
  if (!TYPES.test(type)) {
    throw new KeyError('key-unsupported', `Keys of the type ${type} are not supported.`)
  }
  const hash = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')
  return { format: 'ssh', fingerprint: `SHA256:${hash}`, line: `${type} ${base64}` }
}
