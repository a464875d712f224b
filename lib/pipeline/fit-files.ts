import type { DiffedFile } from '@/lib/views/code-diff'

/** Of one file, and of all whose lines are read at once: added and removed lines. */
const MAX_CHANGED = 400
const MAX_ALL_CHANGED = 1_500
/** Rows of all files that are shown at once, the lines around the changes too. */
const MAX_ROWS = 1_500

type Counted = { readonly path: string; readonly added?: number; readonly removed?: number }

/** The paths of the files whose lines are read: the one that is asked for, or all small ones as long as they are few. */
export function fitFiles(files: readonly Counted[], file: string | null): ReadonlySet<string> {
  if (file !== null) return new Set(files.some(({ path }) => path === file) ? [file] : [])
  const open = new Set<string>()
  let all = 0
  for (const { path, added = 0, removed = 0 } of files) {
    const changed = added + removed
    if (changed > MAX_CHANGED || all + changed > MAX_ALL_CHANGED) continue
    all += changed
    open.add(path)
  }
  return open
}

/** Leaves out the lines of files once those before them fill the page. */
export function foldFiles(files: readonly DiffedFile[]): readonly DiffedFile[] {
  let rows = 0
  return files.map((file) => {
    if (file.hunks === null) return file
    const own = file.hunks.reduce((sum, { lines }) => sum + lines.length, 0)
    if (own > 0 && rows + own > MAX_ROWS) return { ...file, hunks: null, why: 'closed', cut: false }
    rows += own
    return file
  })
}
