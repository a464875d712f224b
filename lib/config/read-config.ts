import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from './config'
import { ConfigError } from './config-error'
import { DEFAULTS } from './defaults'
import { readConfigFile } from './read-config-file'
import { readEnvironment } from './read-environment'

/**
 * The whole configuration: signet.yaml (SIGNET_CONFIG, else ./signet.yaml where it exists) and the environment.
 * Repositories named on the command line, and SIGNET_ALLOWED_SIGNERS, take the place of what the file names. Throws a
 * ConfigError with every problem.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const environment = readEnvironment(env)
  const file = findConfigFile(env)
  const read = file === null ? null : readConfigFile(file, env)
  const problems = [...environment.problems, ...(read?.problems ?? [])]
  if (problems.length > 0) throw new ConfigError(problems)
  const trust = read?.trust ?? DEFAULTS.trust
  return {
    url: read?.value.url ?? null,
    repos: environment.repos ?? read?.repos ?? [],
    stageOrder: read?.value.stages?.order ?? [],
    versionsPerStage: read?.value.versions_per_stage ?? 'one',
    stageRules: read?.value.stages?.rules ?? DEFAULTS.stageRules,
    signatures: read?.value.policy?.signatures ?? DEFAULTS.signatures,
    metrics: read?.value.metrics ?? DEFAULTS.metrics,
    people: read?.value.people ?? DEFAULTS.people,
    serviceAccount: read?.value.service_account ?? DEFAULTS.serviceAccount,
    trust:
      environment.allowedSigners === null
        ? trust
        : { ...trust, allowedSigners: environment.allowedSigners },
    auth: { ...(read?.value.auth ?? DEFAULTS.auth), adminToken: environment.adminToken },
    dataDir: environment.dataDir,
    databaseUrl: environment.databaseUrl,
    mode: file === null ? 'local' : 'configured',
    demoRequest: file === null ? environment.demoRequest : null,
  }
}

function findConfigFile(env: NodeJS.ProcessEnv): string | null {
  if (env.SIGNET_CONFIG) return path.resolve(/* turbopackIgnore: true */ env.SIGNET_CONFIG)
  const file = path.resolve(/* turbopackIgnore: true */ 'signet.yaml')
  return existsSync(file) ? file : null
}
