import type { DvcFiles } from '@/lib/dvc/index-files'
import { resolvePath } from '@/lib/repo-data/repo-path'
import type { Files } from './derived'

/** The content of an artifact's path at a commit. */
export type Content = {
  /** As DVC writes it (`md5`, with `.dir` for a folder), `git:` and the blob's id, or `sha256:` of a Git LFS object. */
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
}

const NOTHING: Content = { hash: null, size: null }

/**
 * Hash and size of a path from the root, or of a URL: of the stage or `.dvc` file that makes it, in whichever folder,
 * else of the blob or the Git LFS object in Git. All null for what only lies inside a folder that DVC tracks.
 */
export function deriveContent(
  path: string | null,
  { dvc, files }: { readonly dvc: DvcFiles; readonly files: Files },
): Content {
  if (path === null || path === '.') return NOTHING
  for (const { locked } of dvc.outsAt(path)) {
    if (locked?.hash) return { hash: locked.hash.value, size: locked.size }
  }
  if (resolvePath('', path).kind !== 'path') return NOTHING
  const blob = files.read(path, 'stat')
  if (blob.kind !== 'stat') return NOTHING
  const { lfs } = blob
  return lfs === null
    ? { hash: `git:${blob.oid}`, size: blob.size }
    : { hash: `sha256:${lfs.sha256}`, size: lfs.size }
}
