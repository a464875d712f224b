import { hostname } from 'node:os'
import type { Config } from '@/lib/config/config'
import { getConfig } from '@/lib/config/get-config'
import { GitError } from '@/lib/git/git-error'
import { requireGitVersion } from '@/lib/git/git-version'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { openDatabase, setDatabase } from '@/lib/index/database'
import { releaseAllLeases } from '@/lib/index/lease'
import { queueSync } from '@/lib/index/sync-state'
import { writeRepos } from '@/lib/index/write-repos'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import type { SyncContext } from './context'
import { pollRepos } from './poll-repos'
import { openQueue, type SyncQueue } from './queue'
import { type JobWorld, runJob } from './run-job'
import { setRunning } from './running'

/** A repository that somebody else is syncing is looked at again after this many seconds. */
const BUSY_SECONDS = 2

export type Started = { readonly stop: () => Promise<void> }

/**
 * Opens the database, makes the configured repositories known and starts their syncs. Throws
 * ConfigError, IndexError or GitError when the server cannot run at all.
 */
export async function startSignet(): Promise<Started> {
  const config = getConfig()
  const git = await requireGitVersion()
  const database = await openDatabase(config)
  setDatabase(Promise.resolve(database))
  // Nobody else can have the embedded database open: a lease in it is that of a process that died.
  if (database.kind === 'embedded') await releaseAllLeases(database)
  await writeRepos(database, listConfigured(config))
  const stopping = new AbortController()
  const context: SyncContext = { config, database, parser: openYamlParser() }
  const world: JobWorld = {
    holder: `${hostname()}:${process.pid}`,
    now: () => new Date(),
    signal: stopping.signal,
    onBug: (error) => console.error('A sync failed:', error),
  }
  const queue = await startQueue(context, world)
  const stopPolling = pollRepos(context, queue, world)
  setRunning({ context, queue, world, git })
  for (const repo of config.repos) await queue.send(repo.slug, 0)
  return {
    stop: async () => {
      stopPolling()
      stopping.abort()
      await queue.stop()
      await context.parser.close()
      await database.close()
    },
  }
}

async function startQueue(context: SyncContext, world: JobWorld): Promise<SyncQueue> {
  const queue = await openQueue(
    context.database,
    async ({ slug }) => {
      const repo = context.config.repos.find((one) => one.slug === slug)
      if (!repo || world.signal.aborted) return
      const outcome = await runJob(context, repo, world)
      if (outcome === 'busy') await queue.send(slug, BUSY_SECONDS)
    },
    world.onBug,
  )
  return {
    ...queue,
    send: async (slug, seconds) => {
      // Said first: a worker may be done with the job before `send` returns.
      await queueSync(context.database, slug)
      return await queue.send(slug, seconds)
    },
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
