import { GitError, type GitErrorCode } from './git-error'
import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readGit } from './run-git'

const SECONDS = 30

/**
 * Writes a tag object into the mirror without a ref, so that nothing remains when it is never pushed, and returns its
 * id. Equal bytes have equal ids. git validates it strictly and checks that its commit exists. Throws GitError.
 */
export async function makeTag(mirror: Mirror, bytes: string): Promise<Oid> {
  // A concurrent update of the mirror may delete the temporary file, so the command is retried once.
  return runMktag(mirror, bytes).catch((error: unknown) => {
    if (isOurs(error)) throw error
    return runMktag(mirror, bytes).catch((again: unknown) => {
      if (isOurs(again)) throw again
      const message = 'git does not take this as a tag of a commit that our copy has.'
      throw new GitError('git-failed', message)
    })
  })
}

/**
 * Failures that do not concern the object. Other codes belong to remotes, although git uses the same messages for
 * objects.
 */
function isOurs(error: unknown): boolean {
  const ours: readonly GitErrorCode[] = [
    ...(['timeout', 'killed', 'disk-full', 'unwritable', 'too-large', 'corrupt'] as const),
  ]
  return !(error instanceof GitError) || ours.includes(error.code)
}

async function runMktag(mirror: Mirror, bytes: string): Promise<Oid> {
  const stdout = await readGit({
    args: [`--git-dir=${mirror.dir}`, 'mktag'],
    ...gitSetting(mirror, 'read'),
    input: [bytes],
    seconds: SECONDS,
    maxStdoutBytes: 1024,
  })
  const oid = stdout.toString('latin1').trim()
  if (!/^[0-9a-f]{40}$/.test(oid)) throw new GitError('git-failed', 'git mktag named no object.')
  return oid
}
