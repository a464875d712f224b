/** Why a repository is not synced although its remote answers. */
export type SyncErrorCode =
  /** Too many tags disappeared at once to believe it. */
  | 'tags-vanished'
  /** Reading it exceeded a limit of the process that read it. */
  | 'reading-limit'

/** Its message is for people and holds no path. */
export class SyncError extends Error {
  override readonly name = 'SyncError'

  constructor(
    readonly code: SyncErrorCode,
    message: string,
  ) {
    super(message)
  }
}
