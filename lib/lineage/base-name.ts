import { fileNameOf } from '@/lib/repo-data/repo-path'

/** The last segment of a path or URL. */
export function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '')
  return fileNameOf(trimmed) || path
}
