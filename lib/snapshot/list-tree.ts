import { fits, formatCount, LIMITS, PATH_LIMITS } from '@/lib/repo-data/limits'
import type { TreeMemo } from './open-tree-memo'
import type { Oid } from './types'

/** Files below a tree by their paths, sorted by code unit. */
export type TreeListing = {
  readonly files: ReadonlyMap<string, Oid>
  /** Which limit left out the rest, in words; null when all are listed. */
  readonly cut: string | null
}

/** Whether to list the files, and the symbolic links, of a name. */
export type IsListed = (name: string) => boolean

export type TreeLister = {
  /** Reads all trees below the roots, level by level, so that each level is one request to git. */
  read(roots: readonly Oid[]): Promise<void>
  /** The listed files below a root that was read. */
  list(root: Oid): TreeListing
}

type Entry = readonly [name: string, oid: Oid]

/** What is kept of a tree: the listed files, and the directories that lead to more of them. */
type Node = { readonly files: readonly Entry[]; readonly directories: readonly Entry[] }

const EMPTY: Node = { files: [], directories: [] }

/**
 * Lists files of whole trees; a tree that several commits have is read once. Submodules, directories whose name is not
 * UTF-8 and what lies below 64 levels are left out. A tree can name the same subtree under many names, level by level
 * (10^10 paths in a few hundred bytes): the number of paths, their bytes and the entries on the way to them are limited.
 */
export function openTreeLister(memo: TreeMemo, isListed: IsListed): TreeLister {
  const nodes = new Map<Oid, Node>()
  const unread = new Set<Oid>()
  return {
    read: async (roots) => {
      const fresh = new Map<Oid, Node>()
      let level = [...new Set(roots)]
      for (let depth = 0; depth < LIMITS.pathSegments && level.length > 0; depth += 1) {
        const wanted = level.filter((oid) => !nodes.has(oid) && !fresh.has(oid))
        await readTrees(memo, wanted, (oid, isRead) => {
          fresh.set(oid, buildNode(memo, oid, isListed))
          if (!isRead) unread.add(oid)
        })
        const next = wanted.flatMap((oid) => fresh.get(oid)?.directories ?? [])
        level = [...new Set(next.map(([, oid]) => oid))]
      }
      for (const oid of fresh.keys()) prune(oid, fresh, nodes)
    },
    list: (root) => {
      const { files, cut } = collectFiles(nodes, root)
      return { files, cut: unread.size > 0 ? TREES_LIMIT : cut }
    },
  }
}

const TREES_LIMIT = `bytes of folders: the limit is ${formatCount(LIMITS.treesHeldBytes)}`

/** Reads trees, as many at a time as may be held. */
async function readTrees(
  memo: TreeMemo,
  trees: readonly Oid[],
  add: (oid: Oid, isRead: boolean) => void,
): Promise<void> {
  const isWhole = await memo.read(trees)
  if (isWhole || trees.length === 1) {
    for (const oid of trees) add(oid, isWhole)
    return
  }
  memo.forget()
  const half = Math.ceil(trees.length / 2)
  await readTrees(memo, trees.slice(0, half), add)
  await readTrees(memo, trees.slice(half), add)
}

function buildNode(memo: TreeMemo, oid: Oid, isListed: IsListed): Node {
  const files: Entry[] = []
  const directories: Entry[] = []
  for (const { kind, name, oid: entry } of memo.entries(oid)) {
    if (kind === 'directory') directories.push([name, entry])
    else if ((kind === 'file' || kind === 'symlink') && isListed(name)) files.push([name, entry])
  }
  return files.length + directories.length === 0 ? EMPTY : { files, directories }
}

/** Moves a tree to `nodes` without the directories that lead to no listed file. A tree is deeper than those it names. */
function prune(oid: Oid, fresh: ReadonlyMap<Oid, Node>, nodes: Map<Oid, Node>): Node {
  const known = nodes.get(oid)
  if (known !== undefined) return known
  const { files, directories } = fresh.get(oid) ?? EMPTY
  const leading = directories.filter(([, inner]) => prune(inner, fresh, nodes) !== EMPTY)
  const pruned = files.length + leading.length === 0 ? EMPTY : { files, directories: leading }
  nodes.set(oid, pruned)
  return pruned
}

type Folder = { readonly path: string; readonly bytes: number; readonly depth: number }

/** Walks into each directory that leads to a file, as often as it is named, until a limit is reached. */
function collectFiles(nodes: ReadonlyMap<Oid, Node>, root: Oid): TreeListing {
  const files: Entry[] = []
  let bytes = 0
  let entries = 0
  let cut: string | null = null
  const findLimit = (found: Folder): string | null => {
    if (files.length === LIMITS.declaringFiles) return formatLimit('files', LIMITS.declaringFiles)
    if (entries > LIMITS.declaringEntries) return formatLimit('entries', LIMITS.declaringEntries)
    if (bytes + found.bytes <= LIMITS.declaringPathsBytes) return null
    return `${formatLimit('paths of files', LIMITS.declaringPathsBytes)} bytes`
  }
  /** False when a limit ends the search. */
  const enter = ([name, oid]: Entry, folder: Folder, kind: 'file' | 'directory'): boolean => {
    entries += 1
    const found = join(folder, name)
    const limit = findLimit(found)
    if (limit !== null) {
      cut = limit
      return false
    }
    if (isTooLong(found, name)) cut = `paths of files: ${PATH_LIMITS}`
    else if (kind === 'directory') return collect(oid, found)
    else {
      files.push([found.path, oid])
      bytes += found.bytes
    }
    return true
  }
  const collect = (tree: Oid, folder: Folder): boolean => {
    const node = nodes.get(tree) ?? EMPTY
    return (
      node.files.every((file) => enter(file, folder, 'file')) &&
      node.directories.every((directory) => enter(directory, folder, 'directory'))
    )
  }
  collect(root, { path: '', bytes: 0, depth: 0 })
  return { files: new Map(files.sort(([a], [b]) => (a < b ? -1 : 1))), cut }
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
