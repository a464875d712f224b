import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'

/** A throw-away key that everybody has: it proves nothing but that the demo's signatures are well formed. */
const SEED = createHash('sha256').update('signet demo signing key').digest()
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

const privateKey = createPrivateKey({
  key: Buffer.concat([PKCS8_ED25519, SEED]),
  format: 'der',
  type: 'pkcs8',
})
const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
const publicBlob = Buffer.concat([field('ssh-ed25519'), field(publicKey)])

/** The demo's public key as a line of an authorized_keys or allowed_signers file has it. */
export const demoPublicKey = `ssh-ed25519 ${publicBlob.toString('base64')}`

/** A payload's SSH signature in namespace `git` (OpenSSH's PROTOCOL.sshsig). Ed25519: always the same bytes. */
export function signSsh(payload) {
  const digest = createHash('sha512').update(payload).digest()
  const signed = Buffer.concat([
    Buffer.from('SSHSIG'),
    field('git'),
    field(''),
    field('sha512'),
    field(digest),
  ])
  const signature = Buffer.concat([field('ssh-ed25519'), field(sign(null, signed, privateKey))])
  const blob = Buffer.concat([
    Buffer.from('SSHSIG'),
    Buffer.from([0, 0, 0, 1]),
    field(publicBlob),
    field('git'),
    field(''),
    field('sha512'),
    field(signature),
  ])
  const lines = blob
    .toString('base64')
    .match(/.{1,70}/g)
    .join('\n')
  return `-----BEGIN SSH SIGNATURE-----\n${lines}\n-----END SSH SIGNATURE-----\n`
}

function field(value) {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
