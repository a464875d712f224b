import { getOrCreate } from '@/lib/runtime'
import type { Config } from './config'
import { readConfig } from './read-config'

/** The configuration of this process, read at the first call. Throws a ConfigError as `readConfig` does. */
export function getConfig(): Config {
  return getOrCreate('config', () => readConfig(process.env))
}
