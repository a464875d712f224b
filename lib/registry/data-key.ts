import { createHash } from 'node:crypto'
import type { DvcHash } from '@/lib/dvc/types'
import { normalizeGitUrl } from '@/lib/repo-data/git-address'
import { listFolders } from '@/lib/repo-data/repo-path'

/** The empty file and the empty folder as DVC, Git and Git LFS hash them: their content says nothing of where it comes from. */
const EMPTY: ReadonlySet<string> = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  'd751713988987e9331980363e24189ce.dir',
  'git:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
])

/** A hash in hex with its marks, as `ArtifactFacts` has it. Shorter values are no hashes of a content. */
const CONTENT = /^(?:git:|sha256:)?[0-9a-f]{32,128}(?:\.dir)?$/

/** Whether the text is a key that `contentKey` makes. */
export function isContentKey(text: string): boolean {
  return CONTENT.test(text) && !EMPTY.has(text)
}

/**
 * What joins equal content, wherever it is (lineage.md, section 9): the value of the hash, whatever its algorithm is called.
 * Null for what is empty, and for an etag, which is no hash of the content.
 */
export function contentKey(hash: DvcHash | null | undefined): string | null {
  if (hash == null || hash.name === 'etag') return null
  const value = hash.value.toLowerCase()
  return isContentKey(value) ? value : null
}

/**
 * The key that joins a version with equal content: of its hash, unless its path is a URL, whose hash may be an etag. Null
 * for a version without one.
 */
export function versionKey({
  path,
  hash,
}: {
  readonly path: string | null
  readonly hash: string | null
}): string | null {
  return hash === null || path?.includes('://') || !isContentKey(hash) ? null : hash
}

/** A path at a commit of a repository, by one of the repository's addresses. */
type SourcePath = { readonly url: string; readonly commit: string; readonly path: string }

/** What joins the import of a path with its source: with the path itself, and with each folder that holds it. */
export function listImportKeys({ url, commit, path }: SourcePath): readonly string[] {
  const format = openImportFormat({ url, commit })
  return [format('at', path), ...listFolders(path).map((folder) => format('under', folder))]
}

/** What joins a source with imports of the path, of paths below it, and of the folders that hold it. */
export function listSourceKeys({ url, commit, path }: SourcePath): readonly string[] {
  const format = openImportFormat({ url, commit })
  const folders = listFolders(path).map((folder) => format('at', folder))
  return [format('at', path), format('under', path), ...folders]
}

function openImportFormat({ url, commit }: Omit<SourcePath, 'path'>) {
  const repo = normalizeGitUrl(url)
  return (place: 'at' | 'under', path: string) =>
    format('import', [repo, commit, place, path.replace(/^\.\/|\/$/g, '')])
}

/** What joins the same version of one object in cloud storage. */
export function objectKey(url: string, versionId: string): string {
  return format('object', [url, versionId])
}

/** What joins whatever has been copied from one URL, which may be different content each time. */
export function urlKey(url: string): string {
  return format('url', [url])
}

/** A key of one length, because URLs may be longer than an index takes. */
function format(kind: string, parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('\0')).digest('base64url')
  return `${kind}:${digest.slice(0, 32)}`
}
