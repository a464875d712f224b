import PgBoss from 'pg-boss'
import type { Database } from '@/lib/index/database'

const QUEUE = 'sync'

/** Syncs that one process runs at the same time. */
const WORKERS = 2

/** pg-boss looks for jobs this often; a job sent by this very process is picked up at once. */
const POLLING_SECONDS = 1

export type SyncJob = { readonly slug: string }

export type SyncQueue = {
  /** Puts one sync into the queue, unless one waits there already; `seconds` delays it. */
  readonly send: (slug: string, seconds: number) => Promise<'queued' | 'already-queued'>
  readonly stop: () => Promise<void>
}

/**
 * The queue of syncs in the database, shared by all replicas. With the policy `short` and the slug
 * as singleton key at most one job per repository waits; that at most one runs is the lease's part.
 * Jobs are never retried by the queue: the back-off with its reason is ours.
 */
export async function openQueue(
  database: Database,
  run: (job: SyncJob) => Promise<void>,
  onError: (error: Error) => void,
): Promise<SyncQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.query(text, values) },
    retryLimit: 0,
    schedule: false,
    expireInMinutes: 60,
    archiveCompletedAfterSeconds: 600,
    deleteAfterHours: 1,
  })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short', retryLimit: 0 })
  const workers: string[] = []
  for (let worker = 0; worker < WORKERS; worker += 1) {
    const options = { pollingIntervalSeconds: POLLING_SECONDS, batchSize: 1 }
    workers.push(
      await boss.work<SyncJob>(QUEUE, options, async (jobs) => {
        for (const job of jobs) await run(job.data)
      }),
    )
  }
  return {
    send: async (slug, seconds) => {
      const options = { singletonKey: slug, startAfter: seconds }
      const id = await boss.send(QUEUE, { slug }, options)
      if (seconds === 0) for (const worker of workers) boss.notifyWorker(worker)
      return id === null ? 'already-queued' : 'queued'
    },
    stop: () => boss.stop({ graceful: true, wait: true, timeout: 5000, close: false }),
  }
}
