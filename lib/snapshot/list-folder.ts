import { LIMITS } from '@/lib/repo-data/limits'
import { joinPath } from '@/lib/repo-data/repo-path'
import type { TreeMemo } from './open-tree-memo'
import type { FileFact, Oid } from './types'

/** Folders of one folder that are looked into. */
const MAX_FOLDERS = 1_000

type FolderListing =
  | { readonly kind: 'unread'; readonly trees: readonly Oid[] }
  | Extract<FileFact, { readonly kind: 'folder' }>

/**
 * The files below a folder, as many as one version may have values from, or the folders that must be read before they are
 * known.
 */
export function listFolder(trees: TreeMemo, oid: Oid): FolderListing {
  const unread: Oid[] = []
  const files: string[] = []
  const folders = [{ oid, path: '' }]
  let hasOthers = false
  // The list grows while it is followed.
  for (const folder of folders) {
    if (folders.length > MAX_FOLDERS || files.length > LIMITS.valueFiles) break
    if (!trees.has(folder.oid)) unread.push(folder.oid)
    for (const { kind, name, oid: found } of trees.entries(folder.oid)) {
      const path = joinPath(folder.path, name)
      if (kind === 'directory') folders.push({ oid: found, path })
      else if (kind === 'file') files.push(path)
      else hasOthers = true
    }
  }
  if (unread.length > 0) return { kind: 'unread', trees: unread }
  const isCut = folders.length > MAX_FOLDERS || files.length > LIMITS.valueFiles
  return { kind: 'folder', oid, files: files.sort().slice(0, LIMITS.valueFiles), isCut, hasOthers }
}
