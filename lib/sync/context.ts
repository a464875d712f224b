import type { Config } from '@/lib/config/config'
import type { Database } from '@/lib/database/database'
import type { YamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import type { WithReadLock } from '@/lib/worker/serve-tasks'

/** What every sync of this process works with. */
export type SyncContext = {
  readonly config: Config
  readonly database: Database
  readonly parser: YamlParser
  /** Every read of a repository's contents runs under this lock. The lock is not reentrant. */
  readonly withReadLock: WithReadLock
}

/** What a sync may take while it reads what a repository contains, derives the registry and writes it. */
export const SYNC_LIMITS = { cpuSeconds: 180, wallSeconds: 900 }

/** What a smaller read may take: a list of refs, a preview, a list of commits. */
export const READ_LIMITS = { cpuSeconds: 20, wallSeconds: 120 }
