import type { ChangedFile, LineCounts } from '@/lib/git/parse-changed-files'
import type { PatchHunk } from '@/lib/git/parse-patch'
import type { DiffedFile, DiffHunk, NoLines } from '@/lib/views/code-diff'

/** The lines of a larger file are not compared. */
export const MAX_BLOB_BYTES = 256 * 1024
/** Lines of one file, and characters of one line. */
const MAX_ROWS = 3_000
const MAX_LINE = 1_000

type Known = {
  readonly why: NoLines | null
  /** Undefined where they were not counted; null for a binary file. */
  readonly counts: LineCounts | undefined
  readonly hunks: readonly PatchHunk[] | null
}

/** What is shown of a file: its lines within limits, not highlighted yet. */
export function buildDiffedFile(file: ChangedFile, { why, counts, hunks }: Known): DiffedFile {
  const { path, oldPath, status } = file
  const kind = findKind(file, { counts, hunks })
  const lines = kind === 'binary' ? null : hunks
  const { kept, cut } = cutHunks(lines ?? [])
  return {
    ...{ path, oldPath: status === 'R' ? oldPath : null },
    ...{ status: findStatus(file), kind },
    ...{ added: counts?.added ?? null, removed: counts?.removed ?? null },
    hunks: lines === null ? null : kept,
    ...{ why: kind === 'binary' ? 'none' : why, cut },
  }
}

function findStatus({ status, oldOid, newOid }: ChangedFile): DiffedFile['status'] {
  if (status === 'A') return 'added'
  if (status === 'D') return 'removed'
  if (status === 'R') return 'renamed'
  return status === 'T' || oldOid === newOid ? 'mode' : 'changed'
}

function findKind(
  { path, oldMode, newMode }: ChangedFile,
  { counts, hunks }: Pick<Known, 'counts' | 'hunks'>,
): DiffedFile['kind'] {
  if (oldMode === '160000' || newMode === '160000') return 'submodule'
  if (oldMode === '120000' || newMode === '120000') return 'link'
  if (counts === null) return 'binary'
  if (path.endsWith('.dvc')) return 'dvc'
  const first = hunks?.[0]?.lines ?? []
  return first.slice(0, 8).some((line) => line.startsWith(LFS, 1)) ? 'lfs' : 'text'
}

/** The first line of a pointer. */
const LFS = 'version https://git-lfs.github.com/spec/'

function cutHunks(hunks: readonly PatchHunk[]): {
  readonly kept: readonly DiffHunk[]
  readonly cut: boolean
} {
  const kept: DiffHunk[] = []
  let [rows, cut] = [0, false]
  for (const hunk of hunks) {
    const left = MAX_ROWS - rows
    const lines = hunk.lines.slice(0, left).map(cutLine)
    cut ||= lines.length < hunk.lines.length || lines.some((line, at) => line !== hunk.lines[at])
    if (lines.length === 0) break
    rows += lines.length
    kept.push({ ...hunk, context: hunk.context.slice(0, 200), lines, marks: [] })
  }
  return { kept, cut }
}

function cutLine(line: string): string {
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}… [cut]` : line
}
