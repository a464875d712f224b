import type { Objects } from '@/lib/git/open-objects'
import { LIMITS } from '@/lib/repo-data/limits'
import type { Budget } from './budget'
import {
  findIndexedEntry,
  findTreeEntry,
  indexTree,
  type KnownEntries,
  listTreeEntries,
  type TreeEntry,
  type TreeIndex,
} from './parse-tree-object'
import type { Oid } from './types'

/** The result of following a path from a tree. `unread`, `unreadable` and `too-large` name the tree that stopped it. */
export type Walk =
  | { readonly kind: 'entry'; readonly entry: TreeEntry }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly tree: Oid }
  | { readonly kind: 'unreadable'; readonly tree: Oid }
  /** `size` is null when all trees together are too large. */
  | { readonly kind: 'too-large'; readonly tree: Oid; readonly size: number | null }

export type TreeMemo = {
  /** Reads trees that are not held. False when some stay unread, because too many are held. */
  read(trees: Iterable<Oid>): Promise<boolean>
  /** Follows a path through what has been read. */
  walk(root: Oid, parts: readonly string[]): Walk
  /** Whether a tree was read, or cannot be. */
  has(tree: Oid): boolean
  /** Entries of a tree; empty when it is unread or broken. Those of many trees are shared by one `known`. */
  entries(tree: Oid, known?: KnownEntries): readonly TreeEntry[]
  /** Releases all trees. */
  forget(): void
}

/** `found`: where names lead that were looked up. */
type Tree = {
  readonly kind: 'tree'
  readonly body: Buffer
  readonly found: Map<string, Walk>
  index: TreeIndex | null
}
type Unreadable = Extract<Walk, { readonly kind: 'unreadable' | 'too-large' }>

const ABSENT: Walk = { kind: 'absent' }

/** The number of names that are searched from the start of a tree before its entries are indexed. */
const MAX_SCANS = 8

/**
 * Trees by object id. They are stored as raw bytes, which take a tenth of the memory of parsed entries. Entries that
 * were looked up are cached. A tree that is too large is not read.
 */
export function openTreeMemo(objects: Objects, budget: Budget): TreeMemo {
  const trees = new Map<Oid, Tree | Unreadable>()
  const names = new Map<string, Buffer>()

  const find = (oid: Oid, tree: Tree, name: string): Walk => {
    const known = tree.found.get(name)
    if (known !== undefined) return known
    const bytes = names.get(name) ?? Buffer.from(name)
    names.set(name, bytes)
    if (tree.found.size >= MAX_SCANS) tree.index ??= indexTree(tree.body)
    const { body, index } = tree
    const entry = index === null ? findTreeEntry(body, bytes) : findIndexedEntry(body, index, bytes)
    const way = toWalk(oid, entry)
    tree.found.set(name, way)
    return way
  }

  const walk = (root: Oid, parts: readonly string[]): Walk => {
    let oid = root
    let left = parts.length
    for (const part of parts) {
      left -= 1
      const tree = trees.get(oid)
      if (tree === undefined) return { kind: 'unread', tree: oid }
      if (tree.kind !== 'tree') return tree
      const way = find(oid, tree, part)
      if (way.kind !== 'entry' || left === 0) return way
      if (way.entry.kind !== 'directory') return ABSENT
      oid = way.entry.oid
    }
    return ABSENT
  }

  return {
    read: async (oids) => {
      const fresh = [...new Set(oids)].filter((oid) => !trees.has(oid))
      const wanted: Oid[] = []
      let isWhole = true
      for (const [oid, object] of await objects.sizes(fresh)) {
        if (object === 'missing' || object.type !== 'tree') {
          trees.set(oid, { kind: 'unreadable', tree: oid })
          continue
        }
        const { size } = object
        const room = size > LIMITS.treeBytes ? 'too-large' : budget.take(size)
        if (room === 'taken') wanted.push(oid)
        else if (room === 'full') isWhole = false
        else trees.set(oid, { kind: 'too-large', tree: oid, size: room === 'over' ? null : size })
      }
      await objects.read(wanted, (object) => {
        if (object.type === 'missing') {
          trees.set(object.oid, { kind: 'unreadable', tree: object.oid })
          return
        }
        const { body } = object
        trees.set(object.oid, { kind: 'tree', body, found: new Map(), index: null })
      })
      return isWhole
    },
    walk,
    has: (oid) => trees.has(oid),
    entries: (oid, known) => {
      const tree = trees.get(oid)
      return tree?.kind === 'tree' ? (listTreeEntries(tree.body, known) ?? []) : []
    },
    forget: () => {
      trees.clear()
      names.clear()
      budget.free()
    },
  }
}

function toWalk(tree: Oid, entry: ReturnType<typeof findTreeEntry>): Walk {
  if (entry === null) return ABSENT
  return entry === 'malformed' ? { kind: 'unreadable', tree } : { kind: 'entry', entry }
}
