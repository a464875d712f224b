import type { Config } from '@/lib/config/config'
import type { Database } from '@/lib/database/database'
import { DISK_FULL_STATE, hasSqlState } from '@/lib/database/has-sql-state'
import { isDatabaseUnavailable } from '@/lib/database/is-database-unavailable'
import { findStorageFault } from '@/lib/git/storage-error'
import { KeyError, type KeyErrorCode } from '@/lib/keys/key-error'
import { describeFailure } from '@/lib/sync/describe-failure'
import type { Refusal, RefusalCode } from '@/lib/views/refusal'
import { type CommandOutcome, refuse } from './request/command-request'

/** The refusal for a remote that cannot be reached or read, or a disk that cannot be written. */
export function refuseGitFailure(failure: {
  readonly code: string
  readonly message: string
}): Refusal {
  // Signet stopped git: the process ends, or has lost the lock. Or the database went away.
  if (failure.code === 'killed' || failure.code === 'interrupted') {
    return { code: 'interrupted', details: {} }
  }
  if (failure.code === 'reading-limit') {
    return { code: 'repo-unreadable', details: { reason: failure.message } }
  }
  if (failure.code === 'disk-full' || failure.code === 'unwritable') {
    return { code: failure.code, details: { reason: failure.message } }
  }
  const isAuth = failure.code === 'auth-failed' || failure.code === 'host-key'
  const code: RefusalCode = isAuth ? 'remote-auth' : 'remote-unreachable'
  return { code, details: { reason: failure.message } }
}

/** Of signing: the programs do not say why they could not write a file. */
const FILE_ERRORS: readonly KeyErrorCode[] = ['files-refused', 'sign-failed']

/** The refusal for an expected failure before the push; null for any other error. */
export async function findFailureRefusal(
  { dataDir }: Pick<Config, 'dataDir'>,
  error: unknown,
): Promise<Refusal | null> {
  const failure = describeFailure(error)
  if (failure !== null) return refuseGitFailure(failure)
  if (!(error instanceof KeyError)) return null
  const isFile = FILE_ERRORS.includes(error.code)
  const fault = isFile ? await findStorageFault(dataDir) : null
  if (fault !== null) return refuseGitFailure(fault)
  return { code: 'signing-off', details: { why: error.message } }
}

/**
 * The outcome of `run`; a refusal where the journal could not be written because the database has no space. It is not
 * known then how far the command came: recovery completes it.
 */
export async function refuseFullDatabase(
  { config, database }: { readonly config: Config; readonly database: Database },
  run: () => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  try {
    return await run()
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error
    if (hasSqlState(error, DISK_FULL_STATE)) {
      const reason = 'The disk of the database is full.'
      return refuse({ code: 'disk-full', details: { reason } })
    }
    // The embedded database ends after such an error, and the next query only finds it gone.
    const isHere = database.kind === 'embedded'
    const fault = isHere ? await findStorageFault(config.dataDir) : null
    if (fault === null) throw error
    return refuse(refuseGitFailure(fault))
  }
}
