import { lstatSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { GitError } from './git-error'

/**
 * Which paths of this machine may be read: none, any (named on the command line), or those under a
 * directory.
 */
export type LocalRule =
  | { readonly kind: 'refused' }
  | { readonly kind: 'any' }
  | { readonly kind: 'under'; readonly dir: string }

/**
 * The real path of a local repository, with symbolic links resolved. Throws `url-refused` when the rule does not allow
 * it. A path that does not exist yet is checked by its nearest existing parent.
 */
export function findLocalPath(text: string, rule: LocalRule): string {
  if (rule.kind === 'refused') {
    throw refused(
      'This is a path of the server. Paths are allowed on the command line, or under the directory that local_repos names.',
    )
  }
  if (!path.isAbsolute(text)) throw refused('A local path must be absolute.')
  const real = realPath(path.normalize(text))
  if (rule.kind === 'under' && !isUnder(real, realPath(rule.dir))) {
    throw refused('This path is not under the directory that local_repos names.')
  }
  return real
}

function realPath(file: string): string {
  try {
    return realpathSync(/* turbopackIgnore: true */ file)
  } catch (error) {
    const parent = path.dirname(file)
    const isLink = lstatSync(file, { throwIfNoEntry: false }) !== undefined // a link whose target does not exist yet
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || isLink || parent === file) {
      throw refused('This path cannot be read.')
    }
    return path.join(realPath(parent), path.basename(file))
  }
}

function isUnder(file: string, dir: string): boolean {
  const relative = path.relative(dir, file)
  return relative !== '..' && !relative.startsWith('../')
}

function refused(sentence: string): GitError {
  return new GitError('url-refused', sentence)
}
