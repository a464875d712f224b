/**
 * Why the database cannot be used. The message is for the person who starts the server and never holds the database's
 * password.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: DatabaseErrorCode

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  /** By name: the server's bundles hold a copy of this class each, and errors pass from one to another. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'DatabaseError'
  }
}

export type DatabaseErrorCode =
  | 'directory-locked'
  | 'database-broken'
  | 'database-foreign'
  | 'database-newer'
  | 'database-unavailable'
  | 'database-unreachable'
  | 'migration-failed'
  | 'lease-lost'
