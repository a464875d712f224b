import { createHash } from 'node:crypto'
import type { DvcHash } from '@/lib/dvc/types'
import { normalizeGitUrl } from '@/lib/repo-data/git-address'

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

/** What joins the imports from one commit of a repository with that commit. */
export function importKey(url: string, revLock: string): string {
  return format('import', [normalizeGitUrl(url), revLock])
}

/** What joins the same version of one object in cloud storage. */
export function objectKey(url: string, versionId: string): string {
  return format('object', [url, versionId])
}

/** A key of one length, because URLs may be longer than an index takes. */
function format(kind: string, parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('\0')).digest('base64url')
  return `${kind}:${digest.slice(0, 32)}`
}
