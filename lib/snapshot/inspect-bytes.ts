import { isUtf8 } from 'node:buffer'
import { formatExceeded, LIMITS } from '@/lib/repo-data/limits'
import { isLfsPointer } from './parse-lfs-pointer'
import type { FileForm, FileProblemCode } from './types'

/** The size up to which files of a form are read. */
export function maxBytesOf(form: FileForm): number {
  if (form === 'text' || form === 'yaml') return LIMITS.textFileBytes
  return form === 'toml' || form === 'python' ? LIMITS.codeFileBytes : LIMITS.fileBytes
}

/** Why bytes of a file are not read as text; `line` is known only if text is. */
export type TextProblem = {
  readonly code: FileProblemCode
  readonly line: number | null
  readonly detail: string
}

const LFS_PROBLEM: TextProblem = {
  code: 'file-lfs-pointer',
  line: null,
  detail: 'a Git LFS pointer, not the file',
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/

/**
 * Why these bytes of a repository's file are refused as text, or null: a Git LFS pointer, bytes that are
 * not UTF-8, or control characters other than tab, line feed and carriage return.
 */
export function inspectBytes(bytes: Buffer): TextProblem | null {
  if (bytes.length > LIMITS.fileBytes) return refuseSize(bytes.length, LIMITS.fileBytes)
  if (isLfsPointer(bytes)) return LFS_PROBLEM
  if (!isUtf8(bytes)) return refuseByte(bytes, findInvalidUtf8(bytes), 'file-not-utf8')
  const control = bytes.toString('latin1').search(CONTROL)
  return control === -1 ? null : refuseByte(bytes, control, 'file-control-characters')
}

export function refuseSize(size: number, limit: number): TextProblem {
  const detail = formatExceeded(size, 'bytes', limit)
  return { code: 'file-too-large', line: null, detail }
}

function refuseByte(bytes: Buffer, offset: number, code: FileProblemCode): TextProblem {
  let line = 1
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) {
    line += 1
  }
  const value = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return { code, line, detail: `byte ${value} at offset ${offset.toLocaleString('en-US')}` }
}

/** Offset of the first byte that belongs to no character, found by decoding and encoding again. */
function findInvalidUtf8(bytes: Buffer): number {
  const encoded = Buffer.from(bytes.toString('utf8'))
  const different = bytes.findIndex((byte, index) => byte !== encoded[index])
  let offset = different === -1 ? bytes.length : different
  while (!isUtf8(bytes.subarray(0, offset))) offset -= 1 // EF BF begins the replacement character too
  return offset
}
