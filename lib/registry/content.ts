import type { DvcFiles } from '@/lib/dvc/index-files'
import { resolvePath } from '@/lib/repo-data/repo-path'
import type { Files } from './derived'

/** The content of an artifact's path at a commit. */
export type Content = {
  /** As DVC writes it (`md5`, with `.dir` for a folder), `git:` and the blob's id, or `sha256:` of a Git LFS object. */
  readonly hash: string | null
  /** Bytes. */
  readonly size: number | null
  /** Of a file in Git: what DVC records of a copy of it, as it is, and with LF for CRLF where that differs. */
  readonly md5s: readonly string[]
}

const NOTHING: Content = { hash: null, size: null, md5s: [] }

/** A mirror may lack files of this size, and a sync fetches none of them. */
const MAX_HASHED = 256 * 1024

/**
 * Hash and size of a path from the root, or of a URL: of the stage or `.dvc` file that makes it, in whichever folder,
 * else of the blob or the Git LFS object in Git. Nothing for what only lies inside a folder that DVC tracks.
 */
export function deriveContent(
  path: string | null,
  { dvc, files }: { readonly dvc: DvcFiles; readonly files: Files },
): Content {
  if (path === null || path === '.') return NOTHING
  for (const { locked } of dvc.outsAt(path)) {
    if (locked?.hash) return { hash: locked.hash.value, size: locked.size, md5s: [] }
  }
  if (resolvePath('', path).kind !== 'path') return NOTHING
  const blob = files.read(path, 'stat')
  if (blob.kind !== 'stat') return NOTHING
  const { lfs } = blob
  if (lfs !== null) return { hash: `sha256:${lfs.sha256}`, size: lfs.size, md5s: [] }
  return { hash: `git:${blob.oid}`, size: blob.size, md5s: listMd5s(path, blob.size, files) }
}

function listMd5s(path: string, size: number | null, files: Files): readonly string[] {
  if (size === null || size >= MAX_HASHED) return []
  const fact = files.read(path, 'md5')
  return fact.kind === 'md5' ? [...new Set([fact.md5, fact.textMd5])] : []
}
