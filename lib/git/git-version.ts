import { GitError } from './git-error'
import { DEFAULT_LIMITS } from './mirror'
import { readGit } from './run-git'

const MINIMUM = [2, 39] as const

/**
 * The version of the installed git, such as `2.39.5`; throws `git-failed` when there is none or it
 * is older than 2.39, the first with every option that this folder relies on.
 */
export async function requireGitVersion(): Promise<string> {
  const output = await readGit({
    args: ['--version'],
    env: { NODE_ENV: 'production', PATH: process.env.PATH, LC_ALL: 'C' },
    seconds: 10,
    maxStdoutBytes: 1024,
    credentials: null,
    connection: null,
    addressBytes: DEFAULT_LIMITS.addressBytes,
  })
  return parseGitVersion(output.toString('latin1'))
}

/** From `git version 2.39.5 (Apple Git-154)` to `2.39.5`. */
export function parseGitVersion(output: string): string {
  const [, version = '', major = '', minor = ''] =
    /^git version ((\d+)\.(\d+)[0-9.]*)/.exec(output) ?? []
  const isEnough =
    Number(major) > MINIMUM[0] || (Number(major) === MINIMUM[0] && Number(minor) >= MINIMUM[1])
  if (version !== '' && isEnough) return version.replace(/\.$/, '')
  const found = version === '' ? 'an unknown version' : version
  throw new GitError('git-failed', `Git ${MINIMUM.join('.')} or newer is needed; found ${found}.`)
}
