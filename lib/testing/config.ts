import type { Config, RepoConfig } from '@/lib/config/config'
import { DEFAULTS } from '@/lib/config/defaults'

/** A configuration in which everything not given is as without any settings. */
export function buildConfig(given: Pick<Config, 'dataDir'> & Partial<Config>): Config {
  return {
    url: null,
    repos: [],
    stageOrder: [],
    versionsPerStage: 'one',
    databaseUrl: null,
    mode: 'local',
    ...DEFAULTS,
    ...given,
  }
}

/** A repository as the command line names one. */
export function buildRepoConfig(
  given: Pick<RepoConfig, 'slug' | 'remote'> & Partial<RepoConfig>,
): RepoConfig {
  return {
    local: { kind: 'any' },
    credentials: null,
    branches: null,
    pollSeconds: 300,
    viewers: null,
    forge: null,
    aliases: [],
    ...given,
  }
}
