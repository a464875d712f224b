import type { Config } from '@/lib/config/config'
import { getConfig } from '@/lib/config/get-config'
import { type Database, openDatabase } from '@/lib/database/database'
import { describeOutage } from '@/lib/database/describe-outage'
import { processDatabase } from '@/lib/database/get-database'
import { releaseAllLeases } from '@/lib/database/lease'
import { GitError } from '@/lib/git/git-error'
import { requireGitVersion } from '@/lib/git/git-version'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { writeRepos } from '@/lib/index/write/write-repos'
import { queueSync } from '@/lib/journal/sync-state'
import { pollRepos } from './poll-repos'
import { openQueue, type SyncQueue } from './queue'
import {
  countSyncWorkers,
  formatHolder,
  openRepoWorkers,
  type RepoWorkers,
  SYNCS_PER_WORKER,
} from './repo-workers'
import type { JobRuntime } from './run-job'
import { runningSyncs } from './running'
import type { SyncOutcome } from './sync-repo'

/** The delay before a sync of a repository that another process is syncing, in seconds. */
const BUSY_SECONDS = 2

/** Connections to one host at the same time. */
const SYNCS_PER_HOST = 4

const SLOTS = countSyncWorkers() * SYNCS_PER_WORKER

export type Started = { readonly stop: () => Promise<void> }

/**
 * Opens the database, makes the configured repositories known and starts their syncs. Throws
 * ConfigError, DatabaseError or GitError when the server cannot run at all.
 */
export async function startSignet(): Promise<Started> {
  const config = getConfig()
  const git = await requireGitVersion()
  const database = await openDatabase(config)
  processDatabase.set(database)
  // No other server can have the embedded database open: every lease in it belongs to a process that has died.
  if (database.kind === 'embedded') await releaseAllLeases(database)
  await writeRepos(database, listConfigured(config))
  const syncs = await startSyncs(config, database)
  runningSyncs.set({ ...syncs, context: { config, database }, git })
  for (const repo of config.repos) await syncs.queue.send(repo.slug, 0)
  return {
    stop: async () => {
      await syncs.stop()
      await database.close()
    },
  }
}

export type RunningSyncs = {
  readonly queue: SyncQueue
  readonly workers: RepoWorkers
  readonly runtime: JobRuntime
  readonly stop: () => Promise<void>
}

/** Runs the syncs of the queue in worker processes, and asks for those that are due. */
export async function startSyncs(config: Config, database: Database): Promise<RunningSyncs> {
  const stopping = new AbortController()
  const runtime: JobRuntime = {
    holder: formatHolder(process.pid),
    now: () => new Date(),
    signal: stopping.signal,
    onBug: (error) => console.error('A sync failed:', describeOutage(error)),
  }
  const workers = openRepoWorkers(config, database)
  const queue = await startQueue({ config, database, workers, runtime })
  const stopPolling = pollRepos({ config, database }, queue, runtime)
  return {
    queue,
    workers,
    runtime,
    stop: async () => {
      stopPolling()
      stopping.abort()
      await Promise.all([queue.stop(), workers.stop()])
    },
  }
}

type Parts = {
  readonly config: Config
  readonly database: Database
  readonly workers: RepoWorkers
  readonly runtime: JobRuntime
}

async function startQueue({ config, database, workers, runtime }: Parts): Promise<SyncQueue> {
  const queue = await openQueue(database, {
    slots: SLOTS,
    hostOf: ({ slug }) => findHost(config, slug),
    onError: runtime.onBug,
    run: async ({ slug }) => {
      const isConfigured = config.repos.some((one) => one.slug === slug)
      if (!isConfigured || runtime.signal.aborted) return
      const outcome = await runSync(workers, slug)
      if (outcome === 'busy') await queue.send(slug, BUSY_SECONDS)
    },
  })
  return {
    ...queue,
    send: async (slug, seconds) => {
      // The state is written first: a worker may finish the job before `send` returns.
      await queueSync(database, slug)
      return await queue.send(slug, seconds)
    },
  }
}

/**
 * The worker stores the result of the sync. A limit that it exceeded is stored by this process (see openRepoWorkers).
 */
async function runSync(
  { syncs }: RepoWorkers,
  slug: string,
): Promise<SyncOutcome | 'busy' | 'failed'> {
  try {
    return await syncs.run<SyncOutcome | 'busy' | 'failed'>({
      name: 'job',
      repo: slug,
      args: [slug],
    })
  } catch (error) {
    if (error instanceof GitError) return 'failed'
    throw error
  }
}

/** The limit per host does not apply to repositories on this machine. */
function findHost(config: Config, slug: string): { readonly host: string; readonly limit: number } {
  const repo = config.repos.find((one) => one.slug === slug)
  const here = { host: '', limit: SLOTS }
  if (repo === undefined) return here
  try {
    const { host } = parseRemoteUrl(repo.remote, repo.local)
    return host === null ? here : { host, limit: SYNCS_PER_HOST }
  } catch (error) {
    if (error instanceof GitError) return here
    throw error
  }
}

/** What pages show of a repository before its first sync; a URL that is refused is not shown at all. */
function listConfigured(config: Config): readonly { slug: string; url: string }[] {
  return config.repos.map(({ slug, remote, local }) => {
    try {
      return { slug, url: parseRemoteUrl(remote, local).display }
    } catch (error) {
      if (error instanceof GitError) return { slug, url: '' }
      throw error
    }
  })
}
