import type { DiffedFile, DiffHunk } from '@/lib/views/code-diff'
import { markLines } from './mark-lines'

/** Of all files of one diff, and of one text: what follows is plain. */
const MAX_MS = 2_000
const MAX_TEXT_MS = 500

type Contents = ReadonlyMap<string, readonly [before: string, after: string]>

/**
 * Adds the marks of the lines. The whole file is highlighted, before and after, because a line can lie in a text that
 * began long before the hunk.
 */
export async function markHunks(
  files: readonly DiffedFile[],
  contents: Contents,
): Promise<readonly DiffedFile[]> {
  const end = performance.now() + MAX_MS
  const marked: DiffedFile[] = []
  for (const file of files) {
    const [before, after] = contents.get(file.path) ?? ['', '']
    const mark = (path: string, text: string) =>
      markLines(path, text, Math.min(MAX_TEXT_MS, end - performance.now()))
    if (file.hunks === null || (before === '' && after === '')) {
      marked.push(file)
      continue
    }
    const olds = await mark(file.oldPath ?? file.path, before)
    const news = await mark(file.path, after)
    marked.push({ ...file, hunks: file.hunks.map((hunk) => markHunk(hunk, olds, news)) })
  }
  return marked
}

function markHunk(hunk: DiffHunk, olds: readonly string[], news: readonly string[]): DiffHunk {
  let [before, after] = [hunk.oldStart - 1, hunk.newStart - 1]
  const marks = hunk.lines.map((line) => {
    const sign = line.charAt(0)
    const mark = sign === '-' ? olds[before] : sign === '\\' ? '' : news[after]
    if (sign === '-' || sign === ' ') before += 1
    if (sign === '+' || sign === ' ') after += 1
    return mark ?? ''
  })
  return { ...hunk, marks }
}
