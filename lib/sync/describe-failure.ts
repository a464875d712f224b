import { DISK_FULL_STATE, hasSqlState } from '@/lib/database/has-sql-state'
import { GitError } from '@/lib/git/git-error'
import { describeStorageError } from '@/lib/git/storage-error'
import { TrustError } from '@/lib/keys/trust-error'
import { SyncError } from './sync-error'

/** Why something could not be done, for code to branch on and for people. */
export type Failure = { readonly code: string; readonly message: string }

/**
 * Describes an error of the remote, of the repository or of a disk. Returns null for any other error, which is a bug or
 * an unavailable database.
 */
export function describeFailure(error: unknown): Failure | null {
  const isOurs = [GitError, SyncError, TrustError].some((kind) => error instanceof kind)
  if (isOurs) return error as GitError | SyncError | TrustError
  if (hasSqlState(error, DISK_FULL_STATE)) {
    return { code: 'disk-full', message: 'The disk of the database is full.' }
  }
  return describeStorageError(error)
}
