import { gitEnv } from './git-env'
import { GitError } from './git-error'
import type { Mirror, Oid } from './mirror'
import { runGit } from './run-git'

const SECONDS = 30

/**
 * Writes a tag object into the mirror without a ref, so that nothing is left to leak should the push never
 * come, and returns its id: equal bytes, equal id. git checks it strictly and that its commit is there;
 * throws GitError.
 */
export async function makeTag(mirror: Mirror, bytes: string): Promise<Oid> {
  try {
    return await runMktag(mirror, bytes)
  } catch (error) {
    // An update of the mirror that starts right now sweeps away the temporary file.
    if (error instanceof GitError && error.code === 'git-failed') return runMktag(mirror, bytes)
    throw error
  }
}

async function runMktag(mirror: Mirror, bytes: string): Promise<Oid> {
  let stdout = ''
  await runGit({
    args: [`--git-dir=${mirror.dir}`, 'mktag'],
    env: gitEnv(mirror, 'read'),
    input: [bytes],
    onStdout: (chunk) => {
      stdout += chunk.toString('latin1')
    },
    seconds: SECONDS,
    maxStdoutBytes: 1024,
    credentials: null,
  })
  const oid = stdout.trim()
  if (!/^[0-9a-f]{40}$/.test(oid)) throw new GitError('git-failed', 'git mktag named no object.')
  return oid
}
