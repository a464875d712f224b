import { deriveRootFiles } from '@/lib/dvc/derive-roots'
import { isDvcFile, LOCK } from '@/lib/dvc/file-names'
import type { Oid } from '@/lib/snapshot/types'
import type { DeriveCache, DvcCommit } from './derive-cache'
import type { Files } from './derived'

/** Whether a file of this name may say something of an artifact: its blob is listed for each commit. */
export function isListedFile(name: string): boolean {
  return name === 'artifacts.yaml' || name === LOCK || name === 'config' || isDvcFile(name)
}

/** The files of a commit whose names are listed, by path. */
export type Listing = {
  readonly files: ReadonlyMap<string, Oid>
  /** Why there are more than are listed; null when there are none. */
  readonly cut: string | null
}

/** The commits that are kept: artifacts are derived commit by commit. */
const MAX_COMMITS = 4

/** Reads DVC's files of the commit; most of them are in the cache from another commit. */
export function deriveDvc(listing: Listing, files: Files, cache: DeriveCache): DvcCommit {
  const known = cache.commits.get(files.commit)
  if (known !== undefined) return known
  let isWhole = true
  const isMissing: Files['isMissing'] = (path, form) => {
    const missing = files.isMissing(path, form)
    isWhole = isWhole && !missing
    return missing
  }
  const { dvc, budget } = cache
  const input = { listing: listing.files, files: { ...files, isMissing }, cache: dvc, budget }
  const all = deriveRootFiles(input).flatMap((root) => root.files)
  const found = { files: all, key: all.map(({ id }) => id).join(' ') }
  if (isWhole) {
    cache.commits.set(files.commit, found)
    const [oldest] = cache.commits.keys()
    if (cache.commits.size > MAX_COMMITS && oldest !== undefined) cache.commits.delete(oldest)
  }
  return found
}
