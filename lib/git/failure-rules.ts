import type { GitErrorCode } from './git-error'
import { DISK_FULL, READ_ONLY } from './storage-error'

export const NOT_GIT = "The server does not speak Git's protocol."

type Rule = { readonly code: GitErrorCode; readonly words: RegExp; readonly sentence: string }

/** The first match counts. The patterns match the messages of git, curl and ssh in the C locale. */
export const RULES: readonly Rule[] = [
  {
    code: 'too-large',
    words: /Out of memory|out of memory|Cannot allocate memory|unable to create thread|mmap failed/,
    sentence: 'Reading the repository takes more memory than a git process may have.',
  },
  {
    code: 'disk-full',
    words: /No space left on device|Disk quota exceeded/i,
    sentence: DISK_FULL,
  },
  {
    code: 'unwritable',
    words: /Read-only file system/,
    sentence: READ_ONLY,
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
    words:
      /info\/refs not valid: is this a git repository|invalid server response|protocol error|ls-refs response|error: fetch failed\.$/m,
    sentence: NOT_GIT,
  },
  {
    code: 'unreachable',
    words: /Could not resolve host|Name or service not known|Temporary failure in name resolution/i,
    sentence: 'The host name cannot be resolved.',
  },
  {
    code: 'unreachable',
    words: /Connection refused|Couldn't connect to server|No route to host|Network is unreachable/i,
    sentence: 'No connection to the server could be made.',
  },
  {
    code: 'unreachable',
    words: /SSL|certificate|TLS|gnutls/,
    sentence: 'No trusted TLS connection to the server could be made.',
  },
  {
    code: 'unreachable',
    words: /returned error: 429/,
    sentence: 'The server asks for fewer requests (HTTP 429).',
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
    code: 'ref-conflict',
    words:
      /cannot lock ref .* exists; cannot create|cannot update ref .*(D\/F|directory)|some local refs could not be updated/,
    sentence: 'A new ref and a deleted one claim the same place.',
  },
]

/**
 * A connection that broke for an unknown reason. This rule comes last, because other failures end with the same
 * message.
 */
export const BROKEN_CONNECTION =
  /Connection (reset|closed)|Failed to connect|RPC failed|early EOF|unexpected disconnect|hung up unexpectedly|Empty reply|unable to access|Could not read from remote repository/i

/** The messages of git about a damaged mirror, collected by flipping bits in packs, indexes and packed-refs. */
export const DAMAGE = [
  /is corrupt|inflate: |is not a GIT packfile|non-monotonic index|truncated index|wrong index|index file .* is too small/,
  /packfile .* (cannot be|claims|size changed)|unable to unpack .* header|object file .* is empty|garbage at end of loose/,
  /un(expected|terminated) line in .*packed-refs|bad config line|does not point to a valid object|bad object|^fatal: not a git repository/m,
  /Could not read [0-9a-f]{40}|unable to read (tree|[0-9a-f]{40})|did not send all necessary objects|missing (blob|tree|commit) object/,
]
