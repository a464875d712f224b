import { GitError, type GitErrorCode } from './git-error'
import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { runGit } from './run-git'

const SECONDS = 30

/**
 * Writes a tag object into the mirror without a ref, so that nothing is left to leak should the push never
 * come, and returns its id: equal bytes, equal id. git checks it strictly and that its commit is there;
 * throws GitError.
 */
export async function makeTag(mirror: Mirror, bytes: string): Promise<Oid> {
  // An update of the mirror that starts at this moment sweeps the temporary file away: once more.
  return runMktag(mirror, bytes).catch((error: unknown) => {
    if (isOurs(error)) throw error
    return runMktag(mirror, bytes).catch((again: unknown) => {
      if (isOurs(again)) throw again
      const message = 'git does not take this as a tag of a commit that our copy has.'
      throw new GitError('git-failed', message)
    })
  })
}

/** Not about the object. Other codes are of remotes, whose words git also has for objects. */
function isOurs(error: unknown): boolean {
  const ours: readonly GitErrorCode[] = [
    ...(['timeout', 'killed', 'disk-full', 'unwritable', 'too-large', 'corrupt'] as const),
  ]
  return !(error instanceof GitError) || ours.includes(error.code)
}

async function runMktag(mirror: Mirror, bytes: string): Promise<Oid> {
  let stdout = ''
  await runGit({
    args: [`--git-dir=${mirror.dir}`, 'mktag'],
    ...gitSetting(mirror, 'read'),
    input: [bytes],
    onStdout: (chunk) => {
      stdout += chunk.toString('latin1')
    },
    seconds: SECONDS,
    maxStdoutBytes: 1024,
  })
  const oid = stdout.trim()
  if (!/^[0-9a-f]{40}$/.test(oid)) throw new GitError('git-failed', 'git mktag named no object.')
  return oid
}
