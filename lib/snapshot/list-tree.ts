import type { TreeMemo } from './open-tree-memo'
import type { Oid } from './types'

const MAX_LEVELS = 64
/** A tree can name the same subtree under many names, level by level: 10^10 paths in a few hundred bytes. */
const MAX_PATHS = 50_000

/**
 * Paths of all files and symlinks below a tree whose base name is in `names`, sorted by code unit.
 * Submodules, directories whose name is not UTF-8 and what lies below 64 levels are left out.
 */
export async function listTree(
  memo: TreeMemo,
  root: Oid,
  names: ReadonlySet<string>,
): Promise<readonly string[]> {
  await readAll(memo, root)
  const below = createCollector(memo, names)
  return [...below(root, MAX_LEVELS)].sort()
}

/** Level by level, so that git is asked once for each; a tree seen before is not looked into again. */
async function readAll(memo: TreeMemo, root: Oid): Promise<void> {
  const seen = new Set<Oid>([root])
  let level: readonly Oid[] = [root]
  for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth += 1) {
    await memo.read(level)
    const next: Oid[] = []
    for (const tree of level) {
      for (const { kind, oid } of memo.entries(tree)) {
        if (kind !== 'directory' || seen.has(oid)) continue
        seen.add(oid)
        next.push(oid)
      }
    }
    level = next
  }
}

/** Paths below a tree, found once for each tree however many names it has. */
function createCollector(memo: TreeMemo, names: ReadonlySet<string>) {
  const known = new Map<Oid, readonly string[]>()
  const below = (tree: Oid, levels: number): readonly string[] => {
    const before = known.get(tree)
    if (before || levels === 0) return before ?? []
    const paths: string[] = []
    for (const { kind, name, oid } of memo.entries(tree)) {
      if (kind === 'directory') {
        for (const path of below(oid, levels - 1)) {
          if (paths.length < MAX_PATHS) paths.push(`${name}/${path}`)
        }
      } else if ((kind === 'file' || kind === 'symlink') && names.has(name)) paths.push(name)
    }
    known.set(tree, paths)
    return paths
  }
  return below
}
