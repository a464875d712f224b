import { BROKEN_CONNECTION, DAMAGE, RULES } from './failure-rules'
import { GitError } from './git-error'
import { redact } from './redact'
import type { Credentials } from './remote-url'

/**
 * Whether git reported a damaged mirror. It may do so and still exit with 0, after it answered that every object is
 * missing. Lines from the server do not count, because Signet cannot repair the server.
 */
export function isDamage(stderr: string): boolean {
  const own = ownLines(stderr)
  return DAMAGE.some((words) => words.test(own))
}

/** Turns the output of a failed git into an error with a code and a sentence that explains it. */
export function classifyFailure(
  command: string,
  stderr: string,
  credentials: Credentials | null,
): GitError {
  const absent = /not our ref ([0-9a-f]{40})/.exec(stderr)?.[1]
  if (absent) {
    return new GitError('not-found', `The server does not have the object ${absent}.`, absent)
  }
  if (
    /corruption on the remote side|^remote: (fatal|error): .*(corrupt|bad object)/m.test(stderr)
  ) {
    return new GitError('git-failed', 'The repository on the server is damaged.')
  }
  const own = ownLines(stderr)
  // The helper that speaks with the server, or one that packs.
  if (/^error: \S+ died of signal \d+$/m.test(own)) return killed(stderr)
  const rule = RULES.find(({ code, words }) => words.test(code === 'not-found' ? stderr : own))
  if (rule) return new GitError(rule.code, rule.sentence)
  const hasMirror = command !== 'clone' && command !== 'ls-remote'
  if (hasMirror && isDamage(stderr)) return damaged()
  if (BROKEN_CONNECTION.test(own)) {
    return new GitError('unreachable', 'The connection to the server failed.')
  }
  const lines = own.split('\n').filter((line) => line.trim() !== '')
  const last = lines.findLast((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? ''
  return new GitError('git-failed', `git ${command} failed: ${redact(last, credentials)}`)
}

/** The error of a git that ended by a signal: stopped from outside, or crashed on a damaged pack. */
export function killed(stderr: string): GitError {
  return isDamage(stderr) ? damaged() : new GitError('killed', 'git was killed before it was done.')
}

export function damaged(): GitError {
  return new GitError('corrupt', 'The mirror of the repository is damaged.')
}

function ownLines(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/)
  return lines.filter((line) => !line.startsWith('remote: ')).join('\n')
}
