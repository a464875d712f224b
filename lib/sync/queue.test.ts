import { describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { openQueue, type SyncJob } from './queue'

/** A worker that starts a job, then waits until it is let go on. */
function createGate() {
  const started: string[] = []
  const waiting: (() => void)[] = []
  const watchers: { count: number; resolve: () => void }[] = []
  return {
    started,
    run: (job: SyncJob) => {
      started.push(job.slug)
      for (const { count, resolve } of watchers) if (started.length >= count) resolve()
      return new Promise<void>((resolve) => waiting.push(resolve))
    },
    open: () => {
      for (const resolve of waiting.splice(0)) resolve()
    },
    untilStarted: (count: number) =>
      new Promise<void>((resolve) => {
        if (started.length >= count) resolve()
        else watchers.push({ count, resolve })
      }),
  }
}

async function countJobs(database: Database, state: 'created' | 'active'): Promise<number> {
  const { rows } = await database.query('SELECT FROM pgboss.job WHERE state::text = $1', [state])
  return rows.length
}

function fail(error: Error): never {
  throw error
}

const WORK = { slots: 4, hostOf: () => ({ host: '', limit: 4 }), onError: fail }

describe.each(databaseForms)('the queue, %s', (form) => {
  test('one job of a repository waits, even when it is requested often', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const queue = await openQueue(database, { ...WORK, run: gate.run })
      expect(await queue.send('churn', 0)).toBe('queued')
      await gate.untilStarted(1)
      const sent = []
      for (let time = 0; time < 5; time += 1) sent.push(await queue.send('churn', 60))
      expect(sent).toEqual([
        'queued',
        'already-queued',
        'already-queued',
        'already-queued',
        'already-queued',
      ])
      expect(await queue.send('vision', 0)).toBe('queued')
      await gate.untilStarted(2)
      expect(gate.started).toEqual(['churn', 'vision'])
      gate.open()
      await queue.stop()
    })
  })

  test('a delayed job starts when it is requested now', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const queue = await openQueue(database, { ...WORK, run: gate.run })
      expect(await queue.send('churn', 86_400)).toBe('queued')
      expect(await queue.send('churn', 60)).toBe('already-queued')
      expect(await queue.send('vision', 0)).toBe('queued')
      await gate.untilStarted(1)
      expect(gate.started).toEqual(['vision'])
      expect(await queue.send('churn', 0)).toBe('already-queued')
      await gate.untilStarted(2)
      expect(gate.started).toEqual(['vision', 'churn'])
      gate.open()
      await queue.stop()
    })
  })

  test('a job that throws is not retried by the queue', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const errors: string[] = []
      const queue = await openQueue(database, {
        ...WORK,
        onError: (error) => errors.push(error.message),
        run: async (job) => {
          const started = gate.run(job)
          if (job.slug === 'broken') throw new Error('no')
          return await started
        },
      })
      await queue.send('broken', 0)
      await queue.send('fine', 0)
      await gate.untilStarted(2)
      expect(await queue.send('broken', 60)).toBe('queued')
      expect([...gate.started].sort()).toEqual(['broken', 'fine'])
      expect(errors).toEqual(['no'])
      gate.open()
      await queue.stop()
    })
  })

  test('the next job starts when one ends, and at most as many run as there are slots', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const queue = await openQueue(database, { ...WORK, slots: 1, run: gate.run })
      for (const slug of ['a', 'b', 'c']) await queue.send(slug, 0)
      await gate.untilStarted(1)
      expect(gate.started).toEqual(['a'])
      gate.open()
      await gate.untilStarted(2)
      expect(gate.started).toEqual(['a', 'b'])
      gate.open()
      await gate.untilStarted(3)
      gate.open()
      await queue.stop()
    })
  })

  test('a host that does not answer occupies only its own share of the slots', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const hostOf = ({ slug }: SyncJob) => ({ host: slug.replace(/[0-9]/, ''), limit: 2 })
      const queue = await openQueue(database, { ...WORK, hostOf, run: gate.run })
      for (const slug of ['slow1', 'slow2', 'slow3', 'slow4', 'slow5', 'fast1', 'fast2']) {
        await queue.send(slug, 0)
      }
      await gate.untilStarted(4)
      const hosts = () => gate.started.map((slug) => slug.replace(/[0-9]/, ''))
      expect(hosts()).toEqual(['slow', 'slow', 'fast', 'fast'])
      gate.open()
      await gate.untilStarted(6)
      expect(hosts().slice(4)).toEqual(['slow', 'slow'])
      gate.open()
      await gate.untilStarted(7)
      gate.open()
      await queue.stop()
    })
  })

  test('a repository that waits for its host waits once, however often it is requested', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const hostOf = () => ({ host: 'slow', limit: 1 })
      const queue = await openQueue(database, { ...WORK, hostOf, run: gate.run })
      await queue.send('a', 0)
      await gate.untilStarted(1)
      for (let time = 0; time < 3; time += 1) {
        await queue.send('b', 0)
        await expect.poll(() => countJobs(database, 'created')).toBe(0)
      }
      await expect.poll(() => countJobs(database, 'active')).toBe(2)
      gate.open()
      await gate.untilStarted(2)
      gate.open()
      await expect.poll(() => countJobs(database, 'active')).toBe(0)
      expect(gate.started).toEqual(['a', 'b'])
      await queue.stop()
    })
  })
})
