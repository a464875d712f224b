import type { Objects } from '@/lib/git/open-objects'
import { findTreeEntry, listTreeEntries, type TreeEntry } from './parse-tree-object'
import type { Oid } from './types'

/** Where a path leads from a tree. `unread` and `unreadable` name the tree in the way. */
export type Walk =
  | { readonly kind: 'entry'; readonly entry: TreeEntry }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly tree: Oid }
  | { readonly kind: 'unreadable'; readonly tree: Oid }

export type TreeMemo = {
  /** Reads trees that were not read before. */
  read(trees: Iterable<Oid>): Promise<void>
  /** Follows a path through what has been read. */
  walk(root: Oid, parts: readonly string[]): Walk
  /** Entries of a tree; empty where it is unread or broken. */
  entries(tree: Oid): readonly TreeEntry[]
}

/** `found`: where names lead that were looked up. */
type Tree = { readonly body: Buffer; readonly found: Map<string, Walk> }

const ABSENT: Walk = { kind: 'absent' }

/**
 * Trees by object id, each read once. They are kept as the bytes they are, which is a tenth of what
 * their entries would take as objects; entries that were looked up are kept besides.
 */
export function openTreeMemo(objects: Objects): TreeMemo {
  const trees = new Map<Oid, Tree | 'unreadable'>()
  const names = new Map<string, Buffer>()

  const find = (oid: Oid, { body, found }: Tree, name: string): Walk => {
    const known = found.get(name)
    if (known !== undefined) return known
    const bytes = names.get(name) ?? Buffer.from(name)
    names.set(name, bytes)
    const way = toWalk(oid, findTreeEntry(body, bytes))
    found.set(name, way)
    return way
  }

  const walk = (root: Oid, parts: readonly string[]): Walk => {
    let oid = root
    for (const [index, part] of parts.entries()) {
      const tree = trees.get(oid)
      if (tree === undefined) return { kind: 'unread', tree: oid }
      if (tree === 'unreadable') return { kind: 'unreadable', tree: oid }
      const way = find(oid, tree, part)
      if (way.kind !== 'entry' || index === parts.length - 1) return way
      if (way.entry.kind !== 'directory') return ABSENT
      oid = way.entry.oid
    }
    return ABSENT
  }

  return {
    read: async (oids) => {
      const fresh = [...new Set(oids)].filter((oid) => !trees.has(oid))
      await objects.read(fresh, (object) => {
        const whole = object.type === 'tree' && object.body.length === object.size
        trees.set(object.oid, whole ? { body: object.body, found: new Map() } : 'unreadable')
      })
    },
    walk,
    entries: (oid) => {
      const tree = trees.get(oid)
      return tree === undefined || tree === 'unreadable' ? [] : (listTreeEntries(tree.body) ?? [])
    },
  }
}

function toWalk(tree: Oid, entry: ReturnType<typeof findTreeEntry>): Walk {
  if (entry === null) return ABSENT
  return entry === 'malformed' ? { kind: 'unreadable', tree } : { kind: 'entry', entry }
}
