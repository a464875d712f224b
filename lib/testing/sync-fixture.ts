import path from 'node:path'
import type { Config, RepoConfig } from '@/lib/config/config'
import type { Database } from '@/lib/database/database'
import type { Forge } from '@/lib/forge/forge'
import { writeRepos } from '@/lib/index/write/write-repos'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import type { SyncContext } from '@/lib/sync/context'
import { type JobRuntime, runJob } from '@/lib/sync/run-job'
import { openMutex } from '@/lib/worker/serve-tasks'
import { buildConfig, buildRepoConfig } from './config'
import { createTempDir } from './temp-dir'

export type SyncFixture = {
  readonly context: SyncContext
  /** One sync of the repository, under its lease. */
  readonly sync: (slug: string) => ReturnType<typeof runJob>
  readonly bugs: readonly unknown[]
  readonly close: () => Promise<void>
}

export type SyncFixtureOptions = {
  /** Where the remotes are, by slug. */
  readonly repos: Readonly<Record<string, string>>
  readonly settings?: Partial<Config>
  readonly branches?: readonly string[]
  readonly forge?: Forge
  /** Where the mirrors are; a temporary directory unless given. */
  readonly dataDir?: string
  readonly now?: () => Date
}

/** Everything that a sync needs around a database, with repositories on the local disk. */
export async function openSyncFixture(
  database: Database,
  options: SyncFixtureOptions,
): Promise<SyncFixture> {
  const bugs: unknown[] = []
  const config = buildFixtureConfig(options)
  const parser = openYamlParser()
  const take = openMutex()
  const context: SyncContext = { config, database, parser, withReadLock: (_lock, use) => take(use) }
  const world: JobRuntime = {
    holder: 'test',
    now: options.now ?? (() => new Date()),
    signal: new AbortController().signal,
    onBug: (error) => bugs.push(error),
  }
  await writeRepos(
    database,
    config.repos.map((repo) => ({ slug: repo.slug, url: path.basename(repo.remote) })),
  )
  return {
    context,
    bugs,
    sync: (slug) => runJob(context, requireRepo(config, slug), world),
    close: () => parser.close(),
  }
}

function buildFixtureConfig(options: SyncFixtureOptions): Config {
  const repos = Object.entries(options.repos).map(([slug, remote]) =>
    buildRepoConfig({
      slug,
      remote,
      branches: options.branches ?? null,
      forge: options.forge ?? null,
    }),
  )
  const dataDir = options.dataDir ?? createTempDir('data')
  return buildConfig({ repos, dataDir, ...options.settings })
}

function requireRepo(config: Config, slug: string): RepoConfig {
  const repo = config.repos.find((one) => one.slug === slug)
  if (!repo) throw new Error(`no repository ${slug}`)
  return repo
}
