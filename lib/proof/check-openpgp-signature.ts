import { splitPackets } from './openpgp-packets'

const SIGNATURE_TAG = 2
/** SHA-256, SHA-384, SHA-512, SHA-224 (RFC 4880, 9.4). */
const HASHES = [8, 9, 10, 11]

/**
 * Whether the bytes are one version 4 signature of a binary document with a hash that still counts. gpgv would
 * also take a whole signed message, whose content is another one than the tag's.
 */
export function checkOpenpgpSignature(
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
