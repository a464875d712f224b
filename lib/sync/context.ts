import type { Config } from '@/lib/config/config'
import type { Database } from '@/lib/index/database'
import type { YamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'

/** What every sync of this process works with. */
export type SyncContext = {
  readonly config: Config
  readonly database: Database
  readonly parser: YamlParser
}
