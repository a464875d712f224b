import { GitError, type GitErrorCode } from './git-error'
import { redact } from './redact'
import type { Credentials } from './remote-url'

type Rule = { readonly code: GitErrorCode; readonly words: RegExp; readonly sentence: string }

/** First match wins. The words are git's, curl's and ssh's in the C locale. */
const RULES: readonly Rule[] = [
  {
    code: 'disk-full',
    words: /No space left on device|Disk quota exceeded/i,
    sentence: 'The disk of the Signet server is full.',
  },
  {
    code: 'host-key',
    words: /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/,
    sentence:
      "The server's SSH host key is not the one in the known-hosts file. If the server really changed its key, replace it there.",
  },
  {
    code: 'auth-failed',
    words: /could not read (Username|Password)|unable to get password/,
    sentence: 'The server asks for a user name and password, and none are configured.',
  },
  {
    code: 'auth-failed',
    words: /Authentication failed for|returned error: 401/,
    sentence: 'The server refused the user name and password.',
  },
  {
    code: 'auth-failed',
    words: /returned error: 403/,
    sentence: 'The server denies access to this repository (HTTP 403).',
  },
  {
    code: 'auth-failed',
    words:
      /Permission denied \(|Too many authentication failures|UNPROTECTED PRIVATE KEY|error in libcrypto|invalid format|Load key/,
    sentence: 'The server refused the SSH key, or the key file cannot be used.',
  },
  {
    code: 'unreachable',
    words: /returned error: 3\d\d|unable to update url base from redirection/,
    sentence:
      'The server answered with a redirect. Redirects are not followed, so that credentials stay with the host they were given for: configure the final address.',
  },
  {
    code: 'not-found',
    words: /fatal: detected dubious ownership|dubious ownership in repository/,
    sentence:
      'The repository belongs to another user of this machine than the one Signet runs as, and git refuses to read it.',
  },
  {
    code: 'not-found',
    words:
      /repository '[^']*' not found|Repository not found|does not appear to be a git repository|returned error: (404|410)|project you were looking for could not be found|does not exist/i,
    sentence: 'There is no Git repository at this address, or it is hidden from these credentials.',
  },
  {
    code: 'unreachable',
    words: /Could not resolve host|Name or service not known|Temporary failure in name resolution/i,
    sentence: 'The host name cannot be resolved.',
  },
  {
    code: 'unreachable',
    words: /Connection refused/i,
    sentence: 'The server refused the connection.',
  },
  {
    code: 'unreachable',
    words: /SSL|certificate|TLS|gnutls/,
    sentence: 'No trusted TLS connection to the server could be made.',
  },
  {
    code: 'unreachable',
    words: /returned error: 5\d\d/,
    sentence: 'The server failed to answer (HTTP 5xx).',
  },
  {
    code: 'timeout',
    words: /Operation too slow|timed out/i,
    sentence: 'The server stopped answering, or was too slow.',
  },
  {
    code: 'unreachable',
    words:
      /Network is unreachable|No route to host|Connection (reset|closed)|Failed to connect|RPC failed|early EOF|unexpected disconnect|hung up unexpectedly|Empty reply|unable to access|Could not read from remote repository/i,
    sentence: 'The connection to the server failed.',
  },
  {
    code: 'ref-conflict',
    words:
      /cannot lock ref .* exists; cannot create|cannot update ref .*(D\/F|directory)|some local refs could not be updated/,
    sentence: 'A new ref and a deleted one claim the same place.',
  },
]

/** What a damaged mirror makes git say; lines from the remote are not looked at, its damage is not ours to heal. */
const CORRUPT =
  /is corrupt|inflate: |index file .* (is too small|non-monotonic|is corrupt)|bad (index|pack|object)|unable to (unpack|read) |file .*\.(pack|idx) |packfile|not a git repository|object file .* is empty|hash mismatch|cannot unpack|unresolved delta|missing (blob|tree|commit) object|did not receive expected object|does not point to a valid object|unexpected line in .*packed-refs/

/** Turns what git printed before it failed into an error: a code, and a sentence that says what it means. */
export function classifyFailure(
  command: string,
  stderr: string,
  credentials: Credentials | null,
): GitError {
  const own = stderr
    .split(/[\r\n]+/)
    .filter((line) => !line.startsWith('remote: '))
    .join('\n')
  const absent = /not our ref ([0-9a-f]{40})/.exec(stderr)?.[1]
  if (absent) {
    return new GitError('not-found', `The server does not have the object ${absent}.`, absent)
  }
  const rule = RULES.find(({ words }) => words.test(stderr))
  if (CORRUPT.test(own) && rule?.code !== 'disk-full' && !isRemoteDamage(stderr)) {
    return new GitError('corrupt', 'Our copy of the repository is damaged.')
  }
  if (isRemoteDamage(stderr)) {
    return new GitError('git-failed', 'The repository on the server is damaged.')
  }
  if (rule) return new GitError(rule.code, rule.sentence)
  const lines = own.split('\n').filter((line) => line.trim() !== '')
  const last = lines.findLast((line) => /^(fatal|error):/.test(line)) ?? lines.at(-1) ?? ''
  return new GitError('git-failed', `git ${command} failed: ${redact(last, credentials)}`)
}

function isRemoteDamage(stderr: string): boolean {
  return /corruption on the remote side|^remote: (fatal|error): .*(corrupt|bad object|unable to read)/m.test(
    stderr,
  )
}
