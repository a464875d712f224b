import type { Config } from '@/lib/config/config'
import { getConfig } from '@/lib/config/get-config'
import type { Database } from '@/lib/database/database'
import { getDatabase } from '@/lib/database/get-database'

/** What deciding about a request needs besides the request. */
export type AuthContext = {
  readonly config: Config
  readonly database: Database
  readonly now: Date
  /** `listening`: nobody does anything by this request, so that it does not count as a use of the session. */
  readonly use?: 'listening'
}

/** That of this process, now. */
export async function getAuthContext(): Promise<AuthContext> {
  return { config: getConfig(), database: getDatabase(), now: new Date() }
}
