import { isUtf8 } from 'node:buffer'
import { cutText } from '@/lib/repo-data/limits'

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "ASCII but NUL"
const ASCII = /^[\x01-\x7f]*$/

/**
 * Text of bytes that should be UTF-8, given as a latin1 string (one unit a byte, as objects are cut up).
 * Other bytes are read in `encoding` when it is known, else as latin1; NUL becomes U+FFFD, because no
 * database keeps it. Never throws.
 */
export function decodeBytes(latin1: string, encoding: string | null = null): string {
  if (ASCII.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  const text = isUtf8(bytes) ? bytes.toString('utf8') : decodeAs(bytes, encoding)
  return text.replaceAll('\0', '\ufffd')
}

/** The widest character of any encoding, in bytes. */
const MAX_CHARACTER_BYTES = 4

/**
 * As `decodeBytes`, without white space around it and cut to so many bytes of UTF-8. What is cut off is not decoded.
 */
export function decodeCut(latin1: string, bytes: number, encoding: string | null = null): string {
  const read = firstBytes(trimAscii(latin1), bytes * MAX_CHARACTER_BYTES)
  return cutText(decodeBytes(read, encoding).trim(), bytes)
}

/** The first `most` bytes, or a few less where these would end inside a UTF-8 character. */
export function firstBytes(latin1: string, most: number): string {
  let end = most
  while (end > most - MAX_CHARACTER_BYTES && (latin1.charCodeAt(end) & 0xc0) === 0x80) end -= 1
  return latin1.slice(0, end)
}

/** Without ASCII white space around it: another byte may be part of a character. */
function trimAscii(latin1: string): string {
  let end = latin1.length
  while (end > 0 && isAsciiSpace(latin1.charCodeAt(end - 1))) end -= 1
  let start = 0
  while (start < end && isAsciiSpace(latin1.charCodeAt(start))) start += 1
  return latin1.slice(start, end)
}

function isAsciiSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function decodeAs(bytes: Buffer, encoding: string | null): string {
  try {
    return new TextDecoder(encoding ?? 'latin1').decode(bytes)
  } catch {
    return bytes.toString('latin1') // an unknown encoding
  }
}
