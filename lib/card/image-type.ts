import { repoPath } from '@/lib/repo-data/repo-path'

/** The images of repositories that are served, by the ends of their names. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
}

/** The media type of an image, by the end of its name; null for what is no image that is served. */
export function findImageType(path: string): string | null {
  const end = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(TYPES, end) ? (TYPES[end] ?? null) : null
}

/** A path as it is asked for: from the root, and nothing else; null for any other text. */
export function findImagePath(written: string): string | null {
  return repoPath('', written) === written && findImageType(written) !== null ? written : null
}
