/**
 * What went wrong, for code to branch on.
 * `corrupt` is our mirror, not the remote; `killed` is a git that ended by a signal or was stopped on request;
 * `unwritable` is a data directory that we may not write into; `output-limit` is more output than a command may
 * print; `reading-limit` is a repository that takes too much to read.
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
 * The one error of this folder. Its message is for people and holds no credential, key path or
 * control character.
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

/** The error of work that was ended on request. */
export function stopped(): GitError {
  return new GitError('killed', 'Stopped before it was done.')
}
