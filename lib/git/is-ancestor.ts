import { GitError } from './git-error'
import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readSizes } from './read-objects'
import { readGit } from './run-git'

/**
 * Whether the commit is one of the tips, or an ancestor of one. Throws GitError `not-found` when the mirror
 * lacks one of these commits.
 */
export async function isAncestor(
  mirror: Mirror,
  commit: Oid,
  tips: readonly Oid[],
): Promise<boolean> {
  const sizes = await readSizes(mirror, [commit, ...tips])
  for (const [oid, found] of sizes) {
    if (found === 'missing' || found.type !== 'commit') {
      throw new GitError('not-found', `The mirror does not have the commit ${oid}.`, oid)
    }
  }
  if (tips.length === 0) return false
  const stdout = await readGit({
    // "The commit, unless a tip reaches it": unlike merge-base this answers on stdout and not by the exit code.
    args: [`--git-dir=${mirror.dir}`, 'rev-list', '--max-count=1', '--stdin'],
    ...gitSetting(mirror, 'read'),
    input: [`${commit}\n`, ...tips.map((tip) => `^${tip}\n`)],
    seconds: mirror.limits.readSeconds,
    maxStdoutBytes: 1024,
  })
  return stdout.length === 0
}
