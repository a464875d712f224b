import { CONFIG } from '@/lib/dvc/derive-roots'
import type { DvcCommit } from '@/lib/dvc/dvc-view'
import { IGNORE, isDvcFile, LOCK } from '@/lib/dvc/file-names'
import { fileNameOf } from '@/lib/repo-data/repo-path'
import type { FileForm, TreeListing } from '@/lib/snapshot/types'
import type { DeriveCache } from './derive-cache'
import type { Files } from './derived'

/** Whether a file of this name may say something of an artifact: its blob is listed for each commit. */
export function isListedFile(name: string): boolean {
  return name === 'artifacts.yaml' || name === LOCK || name === 'config' || isDvcFile(name)
}

/** The form in which `deriveDvc` reads a listed file; null for one that it does not read. */
export function findDvcForm(path: string): FileForm | null {
  const name = fileNameOf(path)
  if (name === IGNORE || CONFIG.test(path)) return 'text'
  return name === LOCK || isDvcFile(name) ? 'typed-yaml' : null
}

/**
 * What DVC's files say at the commit, until the next call. Cheap where most of them are those of the commit of the last
 * call. What could not be read is left to the caller to report.
 */
export function deriveDvc(listing: TreeListing, files: Files, cache: DeriveCache): DvcCommit {
  const { dvc, budget } = cache
  const read = { read: files.peek, isMissing: files.isMissing }
  return cache.view.moveTo(listing, { files: read, cache: dvc, budget })
}
