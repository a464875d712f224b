import type { DiffHunk } from '@/lib/views/code-diff'

export type DiffLine = {
  /** A space, `+`, `-` or `\`. */
  readonly sign: string
  readonly text: string
  readonly mark: string
  readonly oldNumber: number | null
  readonly newNumber: number | null
}

/** The lines of a hunk with their numbers in either file. */
export function numberLines({ oldStart, newStart, lines, marks }: DiffHunk): readonly DiffLine[] {
  let [before, after] = [oldStart, newStart]
  return lines.map((line, at) => {
    const sign = line.charAt(0)
    const isOld = sign === '-' || sign === ' '
    const isNew = sign === '+' || sign === ' '
    const [oldNumber, newNumber] = [isOld ? before : null, isNew ? after : null]
    if (isOld) before += 1
    if (isNew) after += 1
    return { sign, text: line.slice(1), mark: marks[at] ?? '', oldNumber, newNumber }
  })
}

export type LinePair = readonly [before: DiffLine | null, after: DiffLine | null]

/** Lines side by side: of a run of removed and then added lines, the first with the first. */
export function pairLines(lines: readonly DiffLine[]): readonly LinePair[] {
  const pairs: LinePair[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      pairs.push([removed[at] ?? null, added[at] ?? null])
    }
    removed = []
    added = []
  }
  for (const line of lines) {
    if (line.sign === '\\') continue
    if (line.sign === '-' && added.length > 0) flush()
    if (line.sign === '-') removed.push(line)
    else if (line.sign === '+') added.push(line)
    else {
      flush()
      pairs.push([line, line])
    }
  }
  flush()
  return pairs
}

export type LinePiece = { readonly letter: string; readonly text: string; readonly at: number }

/** The pieces of a line by its mark; what the mark does not cover is plain. */
export function splitLine({ text, mark }: Pick<DiffLine, 'text' | 'mark'>): readonly LinePiece[] {
  const pieces: LinePiece[] = []
  let at = 0
  for (const [, letter = '-', length] of mark.matchAll(/([a-z-])(\d{1,4})/g)) {
    const end = at + Number(length)
    pieces.push({ letter, text: text.slice(at, end), at })
    at = end
  }
  if (at < text.length) pieces.push({ letter: '-', text: text.slice(at), at })
  return pieces
}
