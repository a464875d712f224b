import { isUtf8 } from 'node:buffer'

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "ASCII but NUL"
const ASCII = /^[\x01-\x7f]*$/

/**
 * Text of bytes that should be UTF-8, given as a latin1 string (one unit a byte, as objects are cut up).
 * Other bytes are read in `encoding` where it is known, else as latin1; NUL becomes U+FFFD, because no
 * database keeps it. Never throws.
 */
export function decodeBytes(latin1: string, encoding: string | null = null): string {
  if (ASCII.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  const text = isUtf8(bytes) ? bytes.toString('utf8') : decodeAs(bytes, encoding)
  return text.replaceAll('\0', '\ufffd')
}

function decodeAs(bytes: Buffer, encoding: string | null): string {
  try {
    return new TextDecoder(encoding ?? 'latin1').decode(bytes)
  } catch {
    return bytes.toString('latin1') // an encoding that nobody knows
  }
}
