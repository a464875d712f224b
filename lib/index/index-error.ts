/** Why the database cannot be used, in words for whoever starts the server; without the database's password. */
export class IndexError extends Error {
  override readonly name = 'IndexError'
  readonly code: IndexErrorCode

  constructor(code: IndexErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export type IndexErrorCode =
  | 'directory-locked'
  | 'database-broken'
  | 'database-foreign'
  | 'database-newer'
  | 'database-unavailable'
  | 'database-unreachable'
  | 'migration-failed'
  | 'lease-lost'
