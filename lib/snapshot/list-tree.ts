import { fits, formatCount, LIMITS, PATH_LIMITS } from '@/lib/registry/limits'
import type { TreeMemo } from './open-tree-memo'
import type { TreeEntry } from './parse-tree-object'
import type { Oid } from './types'

export type TreeListing = {
  readonly paths: readonly string[]
  /** Which limit left out the rest, in words; null when all are listed. */
  readonly cut: string | null
}

/**
 * Paths of all files and symlinks below a tree whose base name is in `names`, sorted by code unit.
 * Submodules, directories whose name is not UTF-8 and what lies below 64 levels are left out. A tree can name the same
 * subtree under many names, level by level (10^10 paths in a few hundred bytes): the number of paths, their bytes and
 * the entries on the way to them are limited.
 */
export async function listTree(
  memo: TreeMemo,
  root: Oid,
  names: ReadonlySet<string>,
): Promise<TreeListing> {
  const { leading, isWhole } = await readAll(memo, root, names)
  const { paths, cut } = collectPaths({ memo, names, leading }, root)
  return { paths: paths.sort(), cut: isWhole ? cut : TREES_LIMIT }
}

const TREES_LIMIT = `bytes of folders: the limit is ${formatCount(LIMITS.treesHeldBytes)}`

/**
 * Reads level by level, so that each level is one request to git. A tree that was seen before is not read again.
 * `leading` are the trees that lead to a file of the names; `isWhole` says that all trees could be read.
 */
async function readAll(
  memo: TreeMemo,
  root: Oid,
  names: ReadonlySet<string>,
): Promise<{ readonly leading: ReadonlySet<Oid>; readonly isWhole: boolean }> {
  const leading = new Set<Oid>()
  let isWhole = true
  const parents = new Map<Oid, Oid[]>([[root, []]])
  let level: readonly Oid[] = [root]
  for (let depth = 0; depth < LIMITS.pathSegments && level.length > 0; depth += 1) {
    isWhole = (await memo.read(level)) && isWhole
    const next: Oid[] = []
    for (const tree of level) {
      for (const { kind, name, oid } of memo.entries(tree)) {
        if (kind === 'directory') {
          const known = parents.get(oid)
          if (known === undefined) next.push(oid)
          parents.set(oid, known ?? [])
          parents.get(oid)?.push(tree)
        } else if (isWanted(kind, name, names)) leading.add(tree)
      }
    }
    level = next
  }
  // A Set's iteration goes on to what is added meanwhile.
  for (const tree of leading) for (const parent of parents.get(tree) ?? []) leading.add(parent)
  return { leading, isWhole }
}

function isWanted(kind: TreeEntry['kind'], name: string, names: ReadonlySet<string>): boolean {
  return (kind === 'file' || kind === 'symlink') && names.has(name)
}

type Search = {
  readonly memo: TreeMemo
  readonly names: ReadonlySet<string>
  readonly leading: ReadonlySet<Oid>
}

type Folder = { readonly path: string; readonly bytes: number; readonly depth: number }

/** Walks into each directory that leads to a file, as often as it is named, until a limit is reached. */
function collectPaths(search: Search, root: Oid) {
  const paths: string[] = []
  let bytes = 0
  let entries = 0
  let cut: string | null = null
  const listLeading = openLeading(search)

  const findLimit = (found: Folder): string | null => {
    if (paths.length === LIMITS.declaringFiles) return formatLimit('files', LIMITS.declaringFiles)
    if (entries > LIMITS.declaringEntries) return formatLimit('entries', LIMITS.declaringEntries)
    if (bytes + found.bytes <= LIMITS.declaringPathsBytes) return null
    return `${formatLimit('paths of files', LIMITS.declaringPathsBytes)} bytes`
  }
  /** False when a limit ends the search. */
  const collect = (tree: Oid, folder: Folder): boolean => {
    for (const { kind, name, oid } of listLeading(tree)) {
      entries += 1
      const found = join(folder, name)
      const limit = findLimit(found)
      if (limit !== null) {
        cut = limit
        return false
      }
      if (isTooLong(found, name)) cut = `paths of files: ${PATH_LIMITS}`
      else if (kind === 'directory') {
        if (!collect(oid, found)) return false
      } else {
        paths.push(found.path)
        bytes += found.bytes
      }
    }
    return true
  }
  collect(root, { path: '', bytes: 0, depth: 0 })
  return { paths, cut }
}

function formatLimit(what: string, limit: number): string {
  return `${what}: the limit is ${formatCount(limit)}`
}

function join(folder: Folder, name: string): Folder {
  const path = folder.depth === 0 ? name : `${folder.path}/${name}`
  const slash = folder.depth === 0 ? 0 : 1
  return { path, bytes: folder.bytes + slash + Buffer.byteLength(name), depth: folder.depth + 1 }
}

function isTooLong({ bytes, depth }: Folder, name: string): boolean {
  const isInside = depth <= LIMITS.pathSegments && bytes <= LIMITS.pathBytes
  return !isInside || !fits(name, LIMITS.nameBytes)
}

/** The entries of a tree that lead to a file of the names, or are one; found once for each tree. */
function openLeading({ memo, names, leading }: Search) {
  const known = new Map<Oid, readonly TreeEntry[]>()
  return (tree: Oid): readonly TreeEntry[] => {
    const found =
      known.get(tree) ??
      memo
        .entries(tree)
        .filter(({ kind, name, oid }) =>
          kind === 'directory' ? leading.has(oid) : isWanted(kind, name, names),
        )
    known.set(tree, found)
    return found
  }
}
