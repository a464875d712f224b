import type { Mirror } from '@/lib/git/mirror'
import { readObjects } from '@/lib/git/read-objects'
import { findTreeEntry, listTreeEntries, type TreeEntry } from './parse-tree-object'
import type { Oid } from './types'

/** Where a path leads from a tree. `unread` and `unreadable` name the tree in the way. */
export type Walk =
  | { readonly kind: 'entry'; readonly entry: TreeEntry }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread'; readonly tree: Oid }
  | { readonly kind: 'unreadable'; readonly tree: Oid }

export type TreeMemo = {
  /** Reads trees that were not read before, by one git process. */
  read(trees: Iterable<Oid>): Promise<void>
  /** Follows a path through what has been read. */
  walk(root: Oid, parts: readonly string[]): Walk
  /** Entries of a tree; empty where it is unread or broken. */
  entries(tree: Oid): readonly TreeEntry[]
}

/**
 * Trees by object id, each read once. They are kept as the bytes they are, which is a tenth of what
 * their entries would take as objects; entries that were looked up are kept besides.
 */
export function openTreeMemo(mirror: Mirror): TreeMemo {
  const bodies = new Map<Oid, Buffer | 'unreadable'>()
  const found = new Map<Oid, Map<string, TreeEntry | 'malformed' | null>>()
  const names = new Map<string, Buffer>()

  const find = (tree: Oid, body: Buffer, name: string) => {
    const ofTree = found.get(tree) ?? new Map<string, TreeEntry | 'malformed' | null>()
    found.set(tree, ofTree)
    const known = ofTree.get(name)
    if (known !== undefined) return known
    const bytes = names.get(name) ?? Buffer.from(name)
    names.set(name, bytes)
    const entry = findTreeEntry(body, bytes)
    ofTree.set(name, entry)
    return entry
  }

  const walk = (root: Oid, parts: readonly string[]): Walk => {
    let tree = root
    for (const [index, part] of parts.entries()) {
      const body = bodies.get(tree)
      if (body === undefined) return { kind: 'unread', tree }
      if (body === 'unreadable') return { kind: 'unreadable', tree }
      const entry = find(tree, body, part)
      if (entry === null) return { kind: 'absent' }
      if (entry === 'malformed') return { kind: 'unreadable', tree }
      if (index === parts.length - 1) return { kind: 'entry', entry }
      if (entry.kind !== 'directory') return { kind: 'absent' }
      tree = entry.oid
    }
    return { kind: 'absent' }
  }

  return {
    read: async (trees) => {
      const fresh = [...new Set(trees)].filter((tree) => !bodies.has(tree))
      await readObjects(mirror, fresh, (object) => {
        const whole = object.type === 'tree' && object.body.length === object.size
        bodies.set(object.oid, whole ? object.body : 'unreadable')
      })
    },
    walk,
    entries: (tree) => {
      const body = bodies.get(tree)
      return body instanceof Buffer ? (listTreeEntries(body) ?? []) : []
    },
  }
}
