import { DISK_FULL_STATE, hasSqlState } from '@/lib/database/has-sql-state'
import { isDatabaseUnavailable } from '@/lib/database/is-database-unavailable'
import { findStorageFault } from '@/lib/git/storage-error'
import type { PromoteContext } from './context'
import { type CommandOutcome, refuse } from './outcome'
import { formatGitRefusal } from './work'

/**
 * The outcome of `use`; a refusal where the journal could not be written because the database has no space. How far the
 * command came is not known then: the next process that holds the repository brings it to its end.
 */
export async function withStorage(
  { sync }: Pick<PromoteContext, 'sync'>,
  use: () => Promise<CommandOutcome>,
): Promise<CommandOutcome> {
  try {
    return await use()
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error
    if (hasSqlState(error, DISK_FULL_STATE)) {
      return refuse('disk-full', { reason: 'The disk of the database is full.' })
    }
    // The embedded database ends after such an error, and what is asked next only finds it gone.
    const isHere = sync.database.kind === 'embedded'
    const fault = isHere ? await findStorageFault(sync.config.dataDir) : null
    if (fault === null) throw error
    const { code, details } = formatGitRefusal(fault)
    return refuse(code, details)
  }
}
