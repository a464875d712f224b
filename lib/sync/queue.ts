import { setTimeout as pause } from 'node:timers/promises'
import PgBoss from 'pg-boss'
import type { Database } from '@/lib/database/database'

const QUEUE = 'sync'

/** The interval at which jobs of other processes are fetched, in milliseconds. A job of this process starts at once. */
const POLL_MS = 1000

/** The time that running jobs get to finish when the queue stops, in milliseconds. */
const STOP_MS = 5000

export type SyncJob = { readonly slug: string }

export type SyncQueue = {
  /** Puts one sync into the queue, unless one waits there already; `seconds` delays it. */
  readonly send: (slug: string, seconds: number) => Promise<'queued' | 'already-queued'>
  readonly stop: () => Promise<void>
}

export type QueueWork = {
  readonly run: (job: SyncJob) => Promise<void>
  /** Jobs that run at the same time. */
  readonly slots: number
  /** The host of the job's remote, and how many jobs of that host may run at the same time. */
  readonly hostOf: (job: SyncJob) => { readonly host: string; readonly limit: number }
  readonly onError: (error: Error) => void
}

/**
 * The queue of syncs in the database, shared by all replicas and workers. With the policy `short` and the slug as
 * singleton key at most one job per repository waits in the database, and one for its host in each process; the lease
 * allows one to run. The queue never retries jobs: lib/sync implements the back-off. A host that answers slowly takes
 * only its own share of the slots.
 */
export async function openQueue(database: Database, work: QueueWork): Promise<SyncQueue> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.query(text, values) },
    retryLimit: 0,
    schedule: false,
    expireInMinutes: 60,
    archiveCompletedAfterSeconds: 600,
    deleteAfterHours: 1,
  })
  boss.on('error', work.onError)
  await boss.start()
  await boss.createQueue(QUEUE, { name: QUEUE, policy: 'short', retryLimit: 0 })
  const loop = startLoop(boss, work)
  return {
    send: async (slug, seconds) => {
      const options = { singletonKey: slug, startAfter: seconds }
      const id = await boss.send(QUEUE, { slug }, options)
      if (id === null && seconds === 0) await startNow(database, slug)
      if (seconds === 0) loop.wake()
      return id === null ? 'already-queued' : 'queued'
    },
    stop: async () => {
      await loop.stop()
      await boss.stop({ graceful: true, wait: true, timeout: 5000, close: false })
    },
  }
}

/**
 * Starts a job that is delayed: because another process was busy, or because the database's clock was ahead when it was
 * sent and has been set back since.
 */
async function startNow(database: Database, slug: string): Promise<void> {
  const sql = `UPDATE pgboss.job SET start_after = now()
    WHERE name = $1 AND singleton_key = $2 AND state = 'created' AND start_after > now()`
  await database.query(sql, [QUEUE, slug])
}

type Job = PgBoss.Job<SyncJob>

/** Takes the next jobs as soon as slots are free. Jobs of a host that has its share wait here, without a slot. */
function startLoop(boss: PgBoss, { run, slots, hostOf, onError }: QueueWork) {
  const parked = new Map<string, Job[]>()
  const running = new Map<string, number>()
  const begun = new Set<Promise<void>>()
  let stopping = false
  let wake = () => {}

  const finish = async (job: Job) => {
    try {
      await run(job.data)
      await boss.complete(QUEUE, job.id)
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error))
      onError(reason)
      await boss.fail(QUEUE, job.id).catch(onError)
    }
  }
  const isFull = (job: Job) => {
    const { host, limit } = hostOf(job.data)
    return begun.size >= slots || (running.get(host) ?? 0) >= limit
  }
  /** The database counts a parked job as running, and so accepts another one of its repository: that one is dropped. */
  const park = (host: string, job: Job) => {
    const jobs = parked.get(host) ?? []
    const isParked = jobs.some(({ data }) => data.slug === job.data.slug)
    if (isParked) boss.complete(QUEUE, job.id).catch(onError)
    else parked.set(host, [...jobs, job])
  }
  const begin = (job: Job) => {
    const { host } = hostOf(job.data)
    if (isFull(job)) return park(host, job)
    running.set(host, (running.get(host) ?? 0) + 1)
    const finished = finish(job).then(() => {
      running.set(host, (running.get(host) ?? 1) - 1)
      begun.delete(finished)
      resume()
      wake()
    })
    begun.add(finished)
  }
  /** The parked jobs, one of each host in turn. */
  const resume = () => {
    for (const [host, jobs] of parked) {
      if (stopping || begun.size >= slots) return
      const [next, ...rest] = jobs
      if (next === undefined || isFull(next)) continue
      if (rest.length > 0) parked.set(host, rest)
      else parked.delete(host)
      begin(next)
    }
  }
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const loop = async () => {
    while (!stopping) {
      const woken = sleep()
      try {
        const free = slots - begun.size
        const jobs = free > 0 ? await boss.fetch<SyncJob>(QUEUE, { batchSize: free }) : []
        for (const job of jobs) begin(job)
        if (jobs.length > 0) wake()
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)))
      }
      await woken
    }
  }
  const done = loop()
  return {
    wake: () => wake(),
    stop: async () => {
      stopping = true
      wake()
      await done
      await Promise.race([Promise.all(begun), pause(STOP_MS, undefined, { ref: false })])
    },
  }
}
