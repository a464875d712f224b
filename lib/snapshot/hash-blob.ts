import { createHash } from 'node:crypto'

/** DVC looks at so many bytes to tell text from other content. */
const BLOCK = 512
const MAX_OTHER = 0.3

export type BlobHashes = {
  readonly md5: string
  /** What DVC before 3.0 computed (`md5-dos2unix`): of text, with LF for CRLF; else the same. */
  readonly textMd5: string
  readonly isText: boolean
}

/** The hashes that DVC would compute of a file. */
export function hashBlob(bytes: Buffer): BlobHashes {
  const md5 = hash(bytes)
  const isText = isTextBlock(bytes.subarray(0, BLOCK))
  if (!isText || bytes.indexOf('\r\n') === -1) return { md5, textMd5: md5, isText }
  const converted = bytes.toString('latin1').replaceAll('\r\n', '\n')
  return { md5, textMd5: hash(Buffer.from(converted, 'latin1')), isText }
}

/** As DVC decides: no NUL, and at most 30 % that is not printable ASCII or white space. */
function isTextBlock(block: Buffer): boolean {
  if (block.length === 0) return true
  if (block.includes(0)) return false
  return block.filter((byte) => !isTextByte(byte)).length / block.length <= MAX_OTHER
}

/** Printable ASCII, and backspace, tab, line feed, form feed and carriage return. */
function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x08 && byte <= 0x0d && byte !== 0x0b)
}

function hash(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex')
}
