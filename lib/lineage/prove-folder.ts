import type { CommitFiles } from '@/lib/dvc/dvc-cache'
import { hashFiles } from '@/lib/dvc/locked'
import type { DvcHash } from '@/lib/dvc/types'
import { quote } from '@/lib/repo-data/quote'
import { joinPath } from '@/lib/repo-data/repo-path'
import { FRESH, type Proof, unknown } from './proof'

/**
 * Whether a folder in Git is the one that the stage ran with; null where Git does not have it. One that differs is not
 * stale for that: DVC also hashed files that Git ignores.
 */
export function proveFolder(path: string, hash: DvcHash, files: CommitFiles): Proof | null {
  const folder = files.read(path, 'folder')
  const name = quote(path)
  if (folder.kind === 'problem')
    return unknown(`Git has the folder ${name}, but it cannot be read.`)
  if (folder.kind !== 'folder') return null
  if (folder.isCut) return unknown(`The folder ${name} in Git has too many files to compare.`)
  const hashed: { readonly relpath: string; readonly md5: string }[] = []
  let isComplete = !folder.hasOthers
  for (const relpath of folder.files) {
    const fact = files.read(joinPath(path, relpath), 'md5')
    if (fact.kind !== 'md5') isComplete = false
    else hashed.push({ relpath, md5: hash.name === 'md5-dos2unix' ? fact.textMd5 : fact.md5 })
  }
  if (!isComplete)
    return unknown(`Git has the folder ${name}, but not each of its files can be read.`)
  return hashFiles(hashed) === hash.value
    ? FRESH
    : unknown(
        `The folder ${name} in Git differs from what the stage ran with, or files that Git does not have were in it.`,
      )
}
