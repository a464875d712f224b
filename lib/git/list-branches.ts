import { decodeRefName } from './decode-ref-name'
import { gitSetting } from './git-setting'
import type { Mirror } from './mirror'
import { readGit } from './run-git'

const SECONDS = 20

/** The branches of the mirror, by name, without `refs/heads/`. Throws GitError. */
export async function listBranches(mirror: Mirror): Promise<readonly string[]> {
  const stdout = await readGit({
    args: [`--git-dir=${mirror.dir}`, 'for-each-ref', '--format=%(refname)', 'refs/heads/'],
    ...gitSetting(mirror, 'read'),
    seconds: SECONDS,
    maxStdoutBytes: 64 * 1024 ** 2,
  })
  const lines = stdout
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line) => decodeRefName(line.slice('refs/heads/'.length)))
}
