import type { ChangedFile } from '@/lib/git/parse-changed-files'

/** The paths that are wanted, of files and of folders; null: all. */
export type WantedPaths = readonly string[] | null

export type ChosenFiles = {
  /** In the order of their paths. */
  readonly chosen: readonly ChangedFile[]
  /** How many were not chosen. */
  readonly others: number
}

/** The files that one of the paths names, or whose folder it names. A renamed file is named by either path. Linear. */
export function chooseFiles(files: readonly ChangedFile[], paths: WantedPaths): ChosenFiles {
  if (paths === null) return { chosen: files, others: 0 }
  const wanted = new Set(paths)
  const chosen = files.filter(
    ({ path, oldPath }) => isBelow(path, wanted) || isBelow(oldPath, wanted),
  )
  return { chosen, others: files.length - chosen.length }
}

/** A path is looked up with at most this many of its folders. */
const MAX_DEPTH = 64

function isBelow(path: string, wanted: ReadonlySet<string>): boolean {
  if (wanted.has(path)) return true
  for (let end = path.indexOf('/'), depth = 0; end > 0 && depth < MAX_DEPTH; depth += 1) {
    if (wanted.has(path.slice(0, end))) return true
    end = path.indexOf('/', end + 1)
  }
  return false
}
