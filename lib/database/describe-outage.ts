import { DISK_FULL_STATE, hasSqlState } from './has-sql-state'
import { isDatabaseUnavailable } from './is-database-unavailable'

const FULL = 'The disk of the database is full.'
const ABSENT = 'The database does not answer.'

/**
 * The log entry of an error: a sentence when the database is unavailable or full, otherwise the error with its stack.
 */
export function describeOutage(error: unknown): unknown {
  if (hasSqlState(error, DISK_FULL_STATE)) return FULL
  return isDatabaseUnavailable(error) ? ABSENT : error
}

/**
 * Converts an error of the database to one with only a code and a message, which can be sent to another process.
 * Prisma's errors contain the database's error as an object. Other errors are returned unchanged.
 */
export function flattenOutage(error: unknown): unknown {
  const sentence = describeOutage(error)
  if (typeof sentence !== 'string' || sentence === error) return error
  const code = sentence === FULL ? DISK_FULL_STATE : 'database-unavailable'
  return Object.assign(new Error(sentence), { code })
}
