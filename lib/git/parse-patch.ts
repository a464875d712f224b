/** Lines of a file that differ, with the lines around them. */
export type PatchHunk = {
  readonly oldStart: number
  readonly newStart: number
  /** What git says that they belong to, as the head of a function; may be empty. */
  readonly context: string
  /** Each begins with a space, `+` or `-`; `\` says that the line before it ends the file without a line break. */
  readonly lines: readonly string[]
}

/** Joins the ids of the blobs of a file: their patch is the same for every path that has them. */
export function patchKey({ oldOid, newOid }: { readonly oldOid: string; readonly newOid: string }) {
  return `${oldOid}..${newOid}`
}

/**
 * Parses `diff-tree -p --full-index`: the hunks by `patchKey`. The paths of a patch are not read: they could have any
 * form. A hunk has as many lines as its head says, so that no content of a file is taken for a head. Linear.
 */
export function parsePatch(output: string): ReadonlyMap<string, readonly PatchHunk[]> {
  const lines = output.split('\n')
  const patches = new Map<string, PatchHunk[]>()
  let hunks: PatchHunk[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const head = HUNK.exec(line)
    if (head === null) {
      const [, oldOid, newOid] = INDEX.exec(line) ?? []
      if (line.startsWith('diff --git ')) hunks = []
      if (oldOid && newOid) patches.set(patchKey({ oldOid, newOid }), hunks)
      at += 1
      continue
    }
    const [, oldStart, olds = '1', newStart, news = '1', context = ''] = head
    const end = findEnd(lines, at + 1, { olds: Number(olds), news: Number(news) })
    hunks.push({
      ...{ oldStart: Number(oldStart), newStart: Number(newStart), context },
      lines: lines.slice(at + 1, end),
    })
    at = end
  }
  return patches
}

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@ ?(.*)$/s
const INDEX = /^index ([0-9a-f]{40})\.\.([0-9a-f]{40})(?: \d{6})?$/

/** The line after the hunk that begins at `start` and has so many lines of either file. */
function findEnd(
  lines: readonly string[],
  start: number,
  { olds, news }: { readonly olds: number; readonly news: number },
): number {
  let [at, before, after] = [start, olds, news]
  while (at < lines.length && (before > 0 || after > 0)) {
    const sign = lines[at]?.charAt(0)
    if (sign !== '+' && sign !== '\\') before -= 1
    if (sign !== '-' && sign !== '\\') after -= 1
    at += 1
  }
  return lines[at]?.startsWith('\\') ? at + 1 : at
}
