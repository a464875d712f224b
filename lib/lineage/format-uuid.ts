import { createHash } from 'node:crypto'

/** The namespace of RFC 9562 for URLs. */
const URLS = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')

/** The UUID of version 5 (RFC 9562) of a name: the same for the same name. */
export function formatUuid(name: string): string {
  const bytes = createHash('sha1').update(URLS).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
