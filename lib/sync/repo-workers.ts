import { availableParallelism, hostname } from 'node:os'
import type { Config } from '@/lib/config/config'
import type { Database, DatabaseAddress } from '@/lib/database/database'
import { releaseLeasesOf } from '@/lib/database/lease'
import { GitError, type GitErrorCode } from '@/lib/git/git-error'
import { countGitProcesses } from '@/lib/git/git-slots'
import { readSyncState, refuseRefs } from '@/lib/journal/sync-state'
import type { PlainError } from '@/lib/worker/protocol'
import { TaskError } from '@/lib/worker/task-error'
import { openWorkerPool, type Task, type WorkerPool } from '@/lib/worker/worker-pool'
import { computeBackoff } from './backoff'

/** The bundled program that reads repositories. */
const PROGRAM = '.next/programs/task-worker.mjs'

/** What the program receives at its start. */
export type WorkerSetup = { readonly config: Config; readonly address: DatabaseAddress }

/** Syncs that one worker has under way: most of them wait for their remote. */
export const SYNCS_PER_WORKER = 8
const REQUESTS_PER_WORKER = 32
/** A second one serves other repositories while the first reads one that takes long. */
const REQUEST_WORKERS = 2
const HEAP_MEGABYTES = 1024
const MEMORY_MEGABYTES = 2048

export type RepoWorkers = {
  /** For syncs that the schedule or a person asks for. */
  readonly syncs: Pick<WorkerPool, 'run' | 'free'>
  /** For commands and previews, which do not wait for syncs. */
  readonly requests: Pick<WorkerPool, 'run' | 'free'>
  readonly stop: () => Promise<void>
}

/** Names a worker process among all that share the database. */
export function formatHolder(pid: number): string {
  return `${hostname()}:${pid}`
}

/** As many workers read as the machine has cores. */
export function countSyncWorkers(): number {
  return Math.max(2, availableParallelism())
}

/**
 * The worker processes that read repositories. A repository that exceeds a limit is not read again until its refs
 * change.
 */
export function openRepoWorkers(config: Config, database: Database): RepoWorkers {
  const shared = {
    program: PROGRAM,
    setup: { config, address: database.address } satisfies WorkerSetup,
    heapMegabytes: HEAP_MEGABYTES,
    memoryMegabytes: MEMORY_MEGABYTES,
    reviveError,
    onEnd: (pid: number) => releaseLeasesOf(database, formatHolder(pid)),
  }
  const syncs = openWorkerPool({
    ...shared,
    env: divideGitProcesses(0.75, countSyncWorkers()),
    workers: countSyncWorkers(),
    tasksPerWorker: SYNCS_PER_WORKER,
    idleWorkers: 0,
  })
  const requests = openWorkerPool({
    ...shared,
    env: divideGitProcesses(0.5, REQUEST_WORKERS),
    workers: REQUEST_WORKERS,
    tasksPerWorker: REQUESTS_PER_WORKER,
    idleWorkers: 1,
  })
  const guard = (pool: WorkerPool): Pick<WorkerPool, 'run' | 'free'> => ({
    free: pool.free,
    run: (task) => runGuarded(database, pool, task),
  })
  return {
    syncs: guard(syncs),
    requests: guard(requests),
    stop: async () => {
      await Promise.all([syncs.stop(), requests.stop()])
    },
  }
}

/** Each worker's part of the git processes that may run at the same time. */
function divideGitProcesses(part: number, workers: number): Readonly<Record<string, string>> {
  const share = Math.ceil((countGitProcesses() * part) / workers)
  return { SIGNET_GIT_PROCESSES: String(Math.max(2, share)) }
}

/** Stores a limit that was exceeded, and reports it as an error of the repository. */
async function runGuarded<Value>(database: Database, pool: WorkerPool, task: Task): Promise<Value> {
  try {
    return await pool.run<Value>(task)
  } catch (error) {
    if (!(error instanceof TaskError)) throw error
    if (error.code === 'stopped') throw new GitError('killed', error.message)
    const { refs, message: why } = error
    if (refs !== null) await recordLimit(database, task.repo, { refs, why })
    throw new GitError('reading-limit', error.message)
  }
}

async function recordLimit(
  database: Database,
  slug: string,
  { refs, why }: { readonly refs: string; readonly why: string },
): Promise<void> {
  const failures = (await readSyncState(database, slug))?.failures ?? 0
  const at = new Date()
  const retryAt = new Date(at.getTime() + computeBackoff(failures + 1) * 1000)
  await refuseRefs(database, slug, { refs, why, at, retryAt })
}

function reviveError({ name, message, code, oid }: PlainError): Error {
  if (name === 'GitError') return new GitError(code as GitErrorCode, message, oid)
  return Object.assign(new Error(message), { name, code })
}
