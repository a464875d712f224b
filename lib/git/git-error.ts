/**
 * The reasons of a GitError. `corrupt`: the mirror is damaged, not the remote. `killed`: git ended by a signal or was
 * stopped on request. `unwritable`: the data directory is not writable. `output-limit`: a command printed more than it
 * may. `reading-limit`: the repository exceeds a reading limit.
 */
export type GitErrorCode =
  | 'url-refused'
  | 'auth-failed'
  | 'host-key'
  | 'unreachable'
  | 'not-found'
  | 'timeout'
  | 'disk-full'
  | 'unwritable'
  | 'corrupt'
  | 'ref-conflict'
  | 'too-large'
  | 'killed'
  | 'output-limit'
  | 'reading-limit'
  | 'git-failed'

/**
 * The only error of this folder. Its message is for people and contains no credential, key path or control character.
 */
export class GitError extends Error {
  override readonly name = 'GitError'

  constructor(
    readonly code: GitErrorCode,
    message: string,
    /** The object that the remote was asked for and does not have. */
    readonly oid: string | null = null,
  ) {
    super(message)
  }

  /** By name: the server's bundles hold a copy of this class each, and errors pass from one to another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'GitError'
  }
}

/** The error of an operation that was stopped on request. */
export function stopped(): GitError {
  return new GitError('killed', 'Stopped before it was done.')
}
