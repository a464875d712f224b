import { LIMITS } from '@/lib/repo-data/limits'
import type { TreeEntry } from './parse-tree-object'
import type { FileChange, Oid } from './types'

/** What is kept of a tree: the listed files, and the directories that lead to more of them. */
export type TreeNode = {
  readonly files: readonly TreeEntry[]
  readonly directories: readonly TreeEntry[]
  readonly size: NodeSize
}

/** Of all that is below a tree, as often as it is named. */
type NodeSize = {
  readonly files: number
  /** Files and directories. */
  readonly entries: number
  /** Of the paths of all files together, and of the longest one; no limit admits an infinite one. */
  readonly bytes: number
  readonly longest: number
  readonly levels: number
}

const NOTHING: NodeSize = { files: 0, entries: 0, bytes: 0, longest: 0, levels: 0 }
const FILE: NodeSize = { ...NOTHING, files: 1 }

export const EMPTY: TreeNode = { files: [], directories: [], size: NOTHING }

/** A tree with its listed files, and with its directories whose nodes, which `find` gives, are not empty. */
export function createNode(
  { files, directories }: Omit<TreeNode, 'size'>,
  find: (tree: Oid) => TreeNode,
): TreeNode {
  const leading: TreeEntry[] = []
  const names = new Set<string>()
  const size = { ...NOTHING }
  const add = (name: string, below: NodeSize) => {
    const length = Buffer.byteLength(name)
    const longest = length + below.longest + (below.levels > 0 ? 1 : 0)
    size.files += below.files
    size.entries += below.entries + 1
    size.bytes += below.bytes + below.files * (length + 1)
    size.longest = Math.max(size.longest, length <= LIMITS.nameBytes ? longest : Infinity)
    size.levels = Math.max(size.levels, below.levels + 1)
    names.add(name)
  }
  for (const { name } of files) add(name, FILE)
  for (const directory of directories) {
    const below = find(directory.oid)
    if (below === EMPTY) continue
    leading.push(directory)
    add(directory.name, below.size)
  }
  if (names.size === 0) return EMPTY
  // Only a broken tree has a name twice.
  if (names.size < files.length + leading.length) size.longest = Infinity
  return { files, directories: leading, size }
}

/** Whether no limit of a listing can leave out a file of a tree. */
export function isSmall({ size }: TreeNode): boolean {
  return (
    size.files < LIMITS.declaringFiles &&
    size.entries < LIMITS.declaringEntries &&
    size.bytes + size.longest < LIMITS.declaringPathsBytes &&
    size.longest <= LIMITS.pathBytes &&
    size.levels <= LIMITS.pathSegments
  )
}

/** Tells blobs apart, and a symbolic link from a file with the same blob. */
export function idOf({ kind, oid }: TreeEntry): string {
  return kind === 'symlink' ? `link ${oid}` : oid
}

/** The files that differ between two trees. What both have is not entered. */
export function compareNodes(
  before: TreeNode,
  after: TreeNode,
  find: (tree: Oid) => TreeNode,
): readonly FileChange[] {
  const changes: FileChange[] = []
  const compare = (was: TreeNode, is: TreeNode, prefix: string) => {
    for (const [name, , entry] of pairUp(was.files, is.files))
      changes.push([prefix + name, entry && idOf(entry)])
    for (const [name, left, right] of pairUp(was.directories, is.directories)) {
      const [old, now] = [left, right].map((entry) => (entry === null ? EMPTY : find(entry.oid)))
      compare(old ?? EMPTY, now ?? EMPTY, `${prefix}${name}/`)
    }
  }
  compare(before, after, '')
  return changes
}

type Pair = readonly [name: string, before: TreeEntry | null, after: TreeEntry | null]

/** The names whose entries differ. Most trees have the names of the one before. */
function pairUp(before: readonly TreeEntry[], after: readonly TreeEntry[]): readonly Pair[] {
  const pairs: Pair[] = []
  let at = 0
  for (; at < before.length && at < after.length; at += 1) {
    const was = before[at]
    const is = after[at]
    if (was === is) continue
    if (was === undefined || is === undefined || was.name !== is.name) break
    if (isDifferent(was, is)) pairs.push([is.name, was, is])
  }
  if (at === before.length && at === after.length) return pairs
  const left = new Map(before.slice(at).map((entry) => [entry.name, entry]))
  for (const entry of after.slice(at)) {
    const was = left.get(entry.name) ?? null
    left.delete(entry.name)
    if (was === null || isDifferent(was, entry)) pairs.push([entry.name, was, entry])
  }
  for (const [name, entry] of left) pairs.push([name, entry, null])
  return pairs
}

function isDifferent(was: TreeEntry, is: TreeEntry): boolean {
  return was.oid !== is.oid || was.kind !== is.kind
}
