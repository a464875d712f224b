/** A larger file is no pointer. */
export const MAX_LFS_POINTER = 1024

const START = Buffer.from('version https://git-lfs.github.com/spec/')
const OID = /^oid sha256:([0-9a-f]{64})$/m
const SIZE = /^size (\d{1,15})$/m

/** What a Git LFS pointer says of the file that it stands for. */
export type LfsPointer = { readonly sha256: string; readonly size: number }

/** Whether bytes begin as a Git LFS pointer, broken or not. */
export function isLfsPointer(bytes: Buffer): boolean {
  return bytes.length <= MAX_LFS_POINTER && bytes.indexOf(START) === 0
}

/** The content of a Git LFS pointer; null for any other file, and for a broken pointer. */
export function parseLfsPointer(bytes: Buffer): LfsPointer | null {
  if (!isLfsPointer(bytes)) return null
  const text = bytes.toString('latin1').replaceAll('\r\n', '\n')
  const sha256 = OID.exec(text)?.[1]
  const size = SIZE.exec(text)?.[1]
  return sha256 === undefined || size === undefined ? null : { sha256, size: Number(size) }
}
