import type { RepoConfig } from '@/lib/config/config'
import { connectDatabase } from '@/lib/database/database'
import { describeOutage, flattenOutage } from '@/lib/database/describe-outage'
import { GitError } from '@/lib/git/git-error'
import { readCard } from '@/lib/pipeline/read-card'
import { readCodeDiff } from '@/lib/pipeline/read-code-diff'
import { readCommitFile, type WantedFile } from '@/lib/pipeline/read-commit-file'
import { readPathChanges, type WantedChanges } from '@/lib/pipeline/read-path-changes'
import { readPipeline } from '@/lib/pipeline/serve-pipeline'
import { openRepoReads } from '@/lib/promote/serve-repo-reads'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import type { SyncContext } from '@/lib/sync/context'
import { formatHolder, type WorkerSetup } from '@/lib/sync/repo-workers'
import { type JobRuntime, runJob } from '@/lib/sync/run-job'
import { serveTasks } from '@/lib/worker/serve-tasks'

/** Syncs that run at the same time share them. */
const CONNECTIONS = 4

type WantedLook = Parameters<typeof readCodeDiff>[2]

/**
 * A worker process: it reads repositories for a server, and ends with it. What a repository contains can exhaust its
 * memory or its time without harm to the server and to other repositories.
 */
serveTasks(async (setup) => {
  const { config, address } = setup as WorkerSetup
  const database = connectDatabase(address, CONNECTIONS)
  const parser = openYamlParser()
  const runtime: JobRuntime = {
    holder: formatHolder(process.pid),
    now: () => new Date(),
    signal: new AbortController().signal,
    onBug: (error) => console.error('A sync failed:', describeOutage(error)),
  }
  return async (name, args, withReadLock) => {
    const context: SyncContext = { config, database, parser, withReadLock }
    const tasks = {
      ...openRepoReads(context, runtime),
      job: (slug: string) => runSlug(context, slug, runtime),
      card: (slug: string, oid: string) => readCardOf(context, slug, oid),
      file: (wanted: WantedFile) =>
        withRepo(context, wanted.repo, (repo) => readCommitFile(context, repo, wanted)),
      changes: (wanted: WantedChanges) =>
        withRepo(context, wanted.repo, (repo) => readPathChanges(context, repo, wanted)),
      diff: (wanted: WantedLook) =>
        withRepo(context, wanted.repo, (repo) => readCodeDiff(context, repo, wanted)),
      pipeline: (slug: string, commit: string) =>
        withRepo(context, slug, (repo) => readPipeline(context, repo, commit)),
    }
    const task: unknown = Reflect.get(tasks, name)
    if (typeof task !== 'function' || !Array.isArray(args)) throw new Error(`no task ${name}`)
    try {
      return await task(...args)
    } catch (error) {
      throw flattenOutage(error)
    }
  }
})

/** Does the work for a repository; null when that is not connected any more. */
async function withRepo<Value>(
  context: SyncContext,
  slug: string,
  work: (repo: RepoConfig) => Promise<Value>,
): Promise<Value | null> {
  const repo = context.config.repos.find((one) => one.slug === slug)
  return repo === undefined ? null : await work(repo)
}

async function runSlug(context: SyncContext, slug: string, runtime: JobRuntime) {
  return (await withRepo(context, slug, (repo) => runJob(context, repo, runtime))) ?? 'failed'
}

async function readCardOf(context: SyncContext, slug: string, oid: string) {
  const card = await withRepo(context, slug, (repo) => readCard(context, repo, oid))
  if (card !== null) return card
  throw new GitError('not-found', 'The repository is not connected any more.')
}
