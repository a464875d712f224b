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
      file: (wanted: WantedFile) => readFileOf(context, wanted),
      changes: (wanted: WantedChanges) => readChangesOf(context, wanted),
      diff: (wanted: WantedLook) => readDiffOf(context, wanted),
      pipeline: (slug: string, commit: string) => readPipelineOf(context, slug, commit),
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

async function runSlug(context: SyncContext, slug: string, runtime: JobRuntime) {
  const repo = findRepo(context, slug)
  return repo === null ? 'failed' : await runJob(context, repo, runtime)
}

async function readChangesOf(context: SyncContext, wanted: WantedChanges) {
  const repo = findRepo(context, wanted.repo)
  return repo === null ? null : await readPathChanges(context, repo, wanted)
}

async function readCardOf(context: SyncContext, slug: string, oid: string) {
  const repo = findRepo(context, slug)
  if (repo === null) throw new GitError('not-found', 'The repository is not connected any more.')
  return await readCard(context, repo, oid)
}

async function readFileOf(context: SyncContext, wanted: WantedFile) {
  const repo = findRepo(context, wanted.repo)
  return repo === null ? null : await readCommitFile(context, repo, wanted)
}

type WantedLook = Parameters<typeof readCodeDiff>[2]

async function readDiffOf(context: SyncContext, wanted: WantedLook) {
  const repo = findRepo(context, wanted.repo)
  return repo === null ? null : await readCodeDiff(context, repo, wanted)
}

async function readPipelineOf(context: SyncContext, slug: string, commit: string) {
  const repo = findRepo(context, slug)
  return repo === null ? null : await readPipeline(context, repo, commit)
}

function findRepo({ config }: SyncContext, slug: string) {
  return config.repos.find((one) => one.slug === slug) ?? null
}
