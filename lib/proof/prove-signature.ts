import type { Keyring } from './keyring'
import { splitPackets } from './openpgp-packets'
import { parseSignedTag, type StrictTag } from './parse-signed-tag'
import type { Grant, MalformedCode, OpenpgpTag, SignatureProof } from './proof'
import { formatFingerprint, parseSshKey } from './ssh-key'
import { parseSshSignature, type SshSignature, verifySshSignature } from './ssh-signature'

const NAMESPACE = 'git'

/**
 * What the bytes of a tag object prove with these trusted keys. SSH signatures are verified here; for an OpenPGP
 * signature the result is the input of gpgv. Never throws. The cost is linear in the object's size.
 */
export function proveSignature(raw: Buffer, keyring: Keyring): SignatureProof | OpenpgpTag {
  const tag = parseSignedTag(raw)
  if (tag.kind !== 'tag') return tag
  switch (tag.format) {
    case 'ssh':
      return proveSsh(tag, keyring)
    case 'openpgp':
      return readOpenpgp(tag)
    case 'x509':
      return { kind: 'unsupported', format: 'x509', key: null, why: 'format' }
  }
}

function malformed(format: StrictTag['format'], why: MalformedCode): SignatureProof {
  return { kind: 'malformed', format, why }
}

function readOpenpgp({ payload, signature, claims }: StrictTag): SignatureProof | OpenpgpTag {
  const check = checkOpenpgpSignature(signature)
  if (check === 'fine') return { kind: 'openpgp', payload, signature, claims }
  if (check === 'signature-structure') return malformed('openpgp', check)
  return { kind: 'unsupported', format: 'openpgp', key: null, why: check }
}

function proveSsh(tag: StrictTag, keyring: Keyring): SignatureProof {
  const signature = parseSshSignature(tag.signature)
  if (!signature) return malformed('ssh', 'signature-structure')
  const known = keyring.ssh.get(signature.key.toString('latin1'))
  const parsed = known?.key ?? parseSshKey(signature.key)
  if (parsed.kind === 'broken') return malformed('ssh', 'signature-structure')
  const key = formatFingerprint(signature.key)
  if (parsed.kind === 'unsupported')
    return { kind: 'unsupported', format: 'ssh', key, why: parsed.why }
  if (signature.namespace !== NAMESPACE)
    return { kind: 'bad', format: 'ssh', key, why: 'namespace' }
  switch (verifySshSignature(signature, parsed, tag.payload)) {
    case 'malformed':
      return malformed('ssh', 'signature-structure')
    case 'unsupported':
      return { kind: 'unsupported', format: 'ssh', key, why: 'algorithm' }
    case 'incorrect':
      return { kind: 'bad', format: 'ssh', key, why: 'incorrect' }
    case 'correct':
      return trustSsh(tag, { signature, key }, keyring)
  }
}

/** The principals of a valid signature. */
function trustSsh(
  { claims }: StrictTag,
  { signature, key }: { readonly signature: SshSignature; readonly key: string },
  keyring: Keyring,
): SignatureProof {
  if (keyring.revoked.fingerprints.has(key)) return { kind: 'revoked', format: 'ssh', key }
  if (keyring.revoked.brokenLines.length > 0)
    return { kind: 'untrusted', format: 'ssh', key, why: 'revocations-unreadable' }
  const known = keyring.ssh.get(signature.key.toString('latin1'))
  if (!known) return { kind: 'untrusted', format: 'ssh', key, why: 'key-unknown' }
  const [first, ...more]: readonly Grant[] = known.grants
  if (!first) return { kind: 'untrusted', format: 'ssh', key, why: 'namespace-not-permitted' }
  return { kind: 'trusted', format: 'ssh', key, grants: [first, ...more], claims }
}

const SIGNATURE_TAG = 2
/** SHA-256, SHA-384, SHA-512, SHA-224 (RFC 4880, 9.4). */
const HASHES = [8, 9, 10, 11]

/**
 * Whether the bytes are one version 4 signature of a binary document with a hash that still counts. gpgv would
 * also take a whole signed message, whose content is another one than the tag's.
 */
function checkOpenpgpSignature(
  bytes: Buffer,
): 'fine' | 'signature-structure' | 'signature-type' | 'algorithm' {
  const packets = splitPackets(bytes)
  const [packet] = packets ?? []
  if (!packet || packets?.length !== 1 || packet.tag !== SIGNATURE_TAG) return 'signature-structure'
  const [version, type, , hash] = packet.body
  if (hash === undefined) return 'signature-structure'
  if (version !== 4 || type !== 0) return 'signature-type'
  return HASHES.includes(hash) ? 'fine' : 'algorithm'
}
