import { parseBase64Lines } from './base64'
import type { Armor } from './ssh-armor'

const BEGIN = '-----BEGIN PGP SIGNATURE-----\n'
const END = '\n-----END PGP SIGNATURE-----\n'
const HEADERS = /^(?:(?:Version|Comment|Hash|Charset): [^\n]*\n)*\n/
const CHECKSUM = /\n=([A-Za-z0-9+/]{4})$/

/**
 * The bytes of one OpenPGP signature block that is the whole text, as gpg writes it. Without a checksum gpg finds the
 * end by its padding only, so that one of both must be there.
 */
export function parseOpenpgpArmor(text: string): Armor {
  const end = text.indexOf(END)
  if (!text.startsWith(BEGIN) || end < BEGIN.length) return { kind: 'broken', why: 'armor' }
  if (end + END.length !== text.length) return { kind: 'broken', why: 'text-after-signature' }
  const body = text.slice(BEGIN.length, end)
  const ends = CHECKSUM.test(body) || body.endsWith('=')
  const bytes = ends ? parseArmorBody(body) : null
  return bytes ? { kind: 'bytes', bytes } : { kind: 'broken', why: 'armor' }
}

/** What stands between the first and the last line of an armored block: headers, base64, checksum. */
export function parseArmorBody(text: string): Buffer | null {
  const headers = HEADERS.exec(text)?.[0]
  if (headers === undefined) return null
  const sum = CHECKSUM.exec(text)
  const bytes = parseBase64Lines(text.slice(headers.length, sum?.index ?? text.length))
  return bytes && (!sum || sum[1] === checksum(bytes)) ? bytes : null
}

/** CRC-24 of RFC 4880, 6.1, as base64. */
function checksum(bytes: Buffer): string {
  let crc = 0xb704ce
  for (const byte of bytes) {
    crc ^= byte << 16
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x800000 ? (crc << 1) ^ 0x1864cfb : crc << 1
  }
  return Buffer.from([(crc >> 16) & 0xff, (crc >> 8) & 0xff, crc & 0xff]).toString('base64')
}
