import type { Config } from './config'
import { readConfig } from './read-config'

/** Next bundles this module several times into one process; the global object is what they share. */
const holder = globalThis as { signetConfig?: Config }

/** The configuration of this process, read at the first call. Throws a ConfigError as `readConfig` does. */
export function getConfig(): Config {
  holder.signetConfig ??= readConfig(process.env)
  return holder.signetConfig
}
