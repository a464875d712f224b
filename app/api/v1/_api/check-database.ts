import type { Database } from '@/lib/database/database'
import { isDatabaseUnavailable } from '@/lib/database/is-database-unavailable'

/** A monitor that polls every few seconds gets an answer before its next request. */
const TIMEOUT_MS = 2_000

export type Part = { readonly status: 'ok' | 'failed'; readonly detail: string }

/** Whether the database answers now. */
export async function checkDatabase(database: Database): Promise<Part> {
  try {
    await database.check(TIMEOUT_MS)
    return { status: 'ok', detail: database.kind }
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error
    return { status: 'failed', detail: 'The database does not answer.' }
  }
}
