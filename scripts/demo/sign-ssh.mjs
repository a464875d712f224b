import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Somebody's key in the demo. Everybody can make it from the address: it proves nothing but that the demo's signatures
 * are well formed, and nothing but the demo trusts it.
 */
function demoKey(email) {
  const seed = createHash('sha256').update(`signet demo signing key of ${email}`).digest()
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicBlob = Buffer.concat([field('ssh-ed25519'), field(publicKey.subarray(-32))])
  return { privateKey, publicBlob }
}

/** The line of an allowed_signers file that lets this person sign tags. */
export function formatDemoSigner({ email }) {
  const { publicBlob } = demoKey(email)
  return `${email} namespaces="git" ssh-ed25519 ${publicBlob.toString('base64')}\n`
}

/** A person's SSH signature of a payload in namespace `git` (OpenSSH's PROTOCOL.sshsig). Ed25519: always the same bytes. */
export function signSsh({ email }, payload) {
  const { privateKey, publicBlob } = demoKey(email)
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
