import { DISK_FULL_STATE, hasSqlState } from './has-sql-state'
import { isDatabaseUnavailable } from './is-database-unavailable'

const FULL = 'The disk of the database is full.'
const ABSENT = 'The database does not answer.'

/** What the log says of an error: a sentence where the database is away or full, else the error with its stack. */
export function describeOutage(error: unknown): unknown {
  if (hasSqlState(error, DISK_FULL_STATE)) return FULL
  return isDatabaseUnavailable(error) ? ABSENT : error
}

/** An error that means the same and has only a code and a message, for another process: Prisma's errors hold what the
 *  database said in an object. Other errors stay as they are. */
export function flattenOutage(error: unknown): unknown {
  const sentence = describeOutage(error)
  if (typeof sentence !== 'string' || sentence === error) return error
  const code = sentence === FULL ? DISK_FULL_STATE : 'database-unavailable'
  return Object.assign(new Error(sentence), { code })
}
