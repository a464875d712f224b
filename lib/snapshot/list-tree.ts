import { fits, formatCount, LIMITS, PATH_LIMITS } from '@/lib/repo-data/limits'
import type { TreeMemo } from './open-tree-memo'
import type { KnownEntries, TreeEntry } from './parse-tree-object'
import { compareNodes, createNode, EMPTY, idOf, isSmall, type TreeNode } from './tree-node'
import type { Oid, TreeFiles, TreeListing } from './types'

/** Whether to list the files, and the symbolic links, of a name. */
export type IsListed = (name: string) => boolean

export type TreeLister = {
  /** Reads all trees below the roots, level by level, so that each level is one request to git. */
  read(roots: readonly Oid[]): Promise<void>
  /** The listed files below a root that was read. */
  list(root: Oid): TreeListing
}

type Entries = Omit<TreeNode, 'size'>

/**
 * Lists files of whole trees; a tree that several commits have is read once. Submodules, directories whose name is not
 * UTF-8 and what lies below 64 levels are left out. A tree can name the same subtree under many names, level by level
 * (10^10 paths in a few hundred bytes): the number of paths, their bytes and the entries on the way to them are limited.
 */
export function openTreeLister(memo: TreeMemo, isListed: IsListed): TreeLister {
  const nodes = new Map<Oid, TreeNode>()
  const unread = new Set<Oid>()
  const listings = new Map<Oid, TreeListing>()
  const rootOf = new WeakMap<TreeListing, Oid>()
  const find = (tree: Oid) => nodes.get(tree) ?? EMPTY
  const createListing = (root: Oid): TreeListing => ({
    all: () => {
      const { files, cut } = collectFiles(find, root)
      return { files, cut: unread.size > 0 ? TREES_LIMIT : cut }
    },
    changes: (since) => {
      const before = rootOf.get(since)
      if (before === undefined || unread.size > 0) return null
      const [was, is] = [find(before), find(root)]
      return isSmall(was) && isSmall(is) ? compareNodes(was, is, find) : null
    },
  })
  return {
    read: async (roots) => {
      const fresh = new Map<Oid, Entries>()
      const known: KnownEntries = new Map()
      let level = [...new Set(roots)]
      for (let depth = 0; depth < LIMITS.pathSegments && level.length > 0; depth += 1) {
        const wanted = level.filter((oid) => !nodes.has(oid) && !fresh.has(oid))
        await readTrees(memo, wanted, (oid, isRead) => {
          fresh.set(oid, splitEntries(memo.entries(oid, known), isListed))
          if (!isRead) unread.add(oid)
        })
        const next = new Set<Oid>()
        for (const oid of wanted)
          for (const directory of fresh.get(oid)?.directories ?? []) next.add(directory.oid)
        level = [...next]
      }
      for (const oid of fresh.keys()) prune(oid, fresh, nodes)
    },
    list: (root) => {
      const listing = listings.get(root) ?? createListing(root)
      listings.set(root, listing)
      rootOf.set(listing, root)
      return listing
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

function splitEntries(entries: readonly TreeEntry[], isListed: IsListed): Entries {
  const files: TreeEntry[] = []
  const directories: TreeEntry[] = []
  for (const entry of entries) {
    const { kind, name } = entry
    if (kind === 'directory') directories.push(entry)
    else if ((kind === 'file' || kind === 'symlink') && isListed(name)) files.push(entry)
  }
  return { files, directories }
}

/** Moves a tree to `nodes` without the directories that lead to no listed file. A tree is deeper than those it names. */
function prune(oid: Oid, fresh: ReadonlyMap<Oid, Entries>, nodes: Map<Oid, TreeNode>): TreeNode {
  const known = nodes.get(oid)
  if (known !== undefined) return known
  const node = createNode(fresh.get(oid) ?? EMPTY, (inner) => prune(inner, fresh, nodes))
  nodes.set(oid, node)
  return node
}

type Folder = { readonly path: string; readonly bytes: number; readonly depth: number }

/** Walks into each directory that leads to a file, as often as it is named, until a limit is reached. */
function collectFiles(find: (tree: Oid) => TreeNode, root: Oid): TreeFiles {
  const files: (readonly [path: string, id: string])[] = []
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
  const enter = (entry: TreeEntry, folder: Folder): boolean => {
    entries += 1
    const found = join(folder, entry.name)
    const limit = findLimit(found)
    if (limit !== null) {
      cut = limit
      return false
    }
    if (isTooLong(found, entry.name)) cut = `paths of files: ${PATH_LIMITS}`
    else if (entry.kind === 'directory') return collect(entry.oid, found)
    else {
      files.push([found.path, idOf(entry)])
      bytes += found.bytes
    }
    return true
  }
  const collect = (tree: Oid, folder: Folder): boolean => {
    const node = find(tree)
    return (
      node.files.every((file) => enter(file, folder)) &&
      node.directories.every((directory) => enter(directory, folder))
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
