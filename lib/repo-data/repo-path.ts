import { fits, isPathTooLong, LIMITS } from './limits'

/** The target of a `path` in a file of the repository. */
export type ResolvedPath =
  | {
      readonly kind: 'path' /** From the root; empty for the root itself. */
      readonly path: string
    }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'outside' }
  | { readonly kind: 'too-long' }

const URL_START = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//

/**
 * Resolves a path as written in `directory` ('' is the root). URLs stay as they are; absolute paths and paths that
 * climb out of the repository are `outside`. A text that is longer than a path may be is not resolved.
 */
export function resolvePath(directory: string, written: string): ResolvedPath {
  if (!fits(written, LIMITS.pathBytes)) return { kind: 'too-long' }
  if (URL_START.test(written)) return { kind: 'url', url: written }
  if (written.startsWith('/') || written.includes('\0')) return { kind: 'outside' }
  const parts: string[] = []
  for (const part of `${directory}/${written}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return { kind: 'outside' }
  }
  const path = parts.join('/')
  return isPathTooLong(path, parts) ? { kind: 'too-long' } : { kind: 'path', path }
}

/** The path from the root, or null when it is a URL, the root itself, outside or too long. */
export function repoPath(directory: string, written: string): string | null {
  const resolved = resolvePath(directory, written)
  return resolved.kind === 'path' && resolved.path !== '' ? resolved.path : null
}

/** The folder that holds the path; '' is the root. */
export function parentDirectory(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The last segment of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The text without the slashes at its end. Linear, which a regular expression is not. */
export function withoutEndSlashes(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end -= 1
  return text.slice(0, end)
}

/** Whether one path equals the other, or holds it. */
export function isPathRelated(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`)
}

/** The folders that hold a path, the top first; a path has no more than 64 of them. */
export function listFolders(path: string): readonly string[] {
  if (path === '') return []
  const folders: string[] = ['']
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
    if (end > 0) folders.push(path.slice(0, end))
  }
  return folders
}

export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}

/** The path as seen from `directory` when it is inside, else from the root. */
export function pathWithin(directory: string, path: string): string {
  return directory !== '' && path.startsWith(`${directory}/`)
    ? path.slice(directory.length + 1)
    : path
}
