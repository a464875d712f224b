import type { Config } from '@/lib/config/config'
import { getConfig } from '@/lib/config/get-config'
import type { Database } from '@/lib/database/database'
import { getDatabase } from '@/lib/database/get-database'

/** What authorizing a request needs besides the request. */
export type AuthContext = {
  readonly config: Config
  readonly database: Database
  readonly now: Date
  /** `listening`: the request is an open event stream, which does not count as a use of the session. */
  readonly use?: 'listening'
}

/** The context of this process at the current time. */
export async function getAuthContext(): Promise<AuthContext> {
  return { config: getConfig(), database: getDatabase(), now: new Date() }
}
