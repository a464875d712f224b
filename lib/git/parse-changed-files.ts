import type { Oid } from './mirror'

/** A file that differs between two commits. */
export type ChangedFile = {
  /** A, D, M, R (renamed) or T (another kind of entry), as git has it. */
  readonly status: string
  readonly oldPath: string
  readonly path: string
  readonly oldMode: string
  readonly newMode: string
  /** All zeros where there is none. */
  readonly oldOid: Oid
  readonly newOid: Oid
  /** Whether the paths are UTF-8, so that git can be asked for them again. */
  readonly hasPlainPath: boolean
}

/** Parses `diff-tree -r --raw -z`. Linear; what is no record ends the list. */
export function parseChangedFiles(output: Buffer): readonly ChangedFile[] {
  const fields = splitFields(output)
  const files: ChangedFile[] = []
  for (let at = 0; at < fields.length; ) {
    const head = HEAD.exec(fields[at]?.toString('latin1') ?? '')
    if (head === null) break
    const [, oldMode = '', newMode = '', oldOid = '', newOid = '', status = ''] = head
    const isMoved = status === 'R' || status === 'C'
    const before = fields[at + 1] ?? Buffer.alloc(0)
    const after = isMoved ? (fields[at + 2] ?? before) : before
    const [oldPath, path] = [before.toString(), after.toString()]
    const hasPlainPath = before.equals(Buffer.from(oldPath)) && after.equals(Buffer.from(path))
    files.push({ status, oldPath, path, oldMode, newMode, oldOid, newOid, hasPlainPath })
    at += isMoved ? 3 : 2
  }
  return files
}

const HEAD = /^:(\d{6}) (\d{6}) ([0-9a-f]{40}) ([0-9a-f]{40}) ([A-Z])\d*$/

/** Added and removed lines; null for a binary file. */
export type LineCounts = { readonly added: number; readonly removed: number } | null

/** Parses `diff-tree -r --numstat -z`: the counts by path, of a renamed file by its new one. */
export function parseLineCounts(output: Buffer): ReadonlyMap<string, LineCounts> {
  const fields = splitFields(output)
  const counts = new Map<string, LineCounts>()
  for (let at = 0; at < fields.length; ) {
    const [, added = '', removed = '', path = ''] =
      /^(\d+|-)\t(\d+|-)\t([\s\S]*)$/.exec(fields[at]?.toString() ?? '') ?? []
    if (added === '') break
    const name = path === '' ? (fields[at + 2]?.toString() ?? '') : path
    counts.set(name, added === '-' ? null : { added: Number(added), removed: Number(removed) })
    at += path === '' ? 3 : 1
  }
  return counts
}

function splitFields(output: Buffer): readonly Buffer[] {
  const fields: Buffer[] = []
  for (let at = 0; ; ) {
    const end = output.indexOf(0, at)
    if (end < 0) return fields
    fields.push(output.subarray(at, end))
    at = end + 1
  }
}
