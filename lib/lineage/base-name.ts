import { fileNameOf, withoutEndSlashes } from '@/lib/repo-data/repo-path'

/** The last segment of a path or URL. */
export function baseName(path: string): string {
  return fileNameOf(withoutEndSlashes(path)) || path
}
