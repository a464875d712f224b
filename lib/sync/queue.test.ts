import { describe, expect, test } from 'vitest'
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

function fail(error: Error): never {
  throw error
}

describe.each(databaseForms)('the queue, %s', (form) => {
  test('one job of a repository waits however often it is asked for', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const queue = await openQueue(database, gate.run, fail)
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

  test('a job that throws is not tried again by the queue', async () => {
    await withDatabase(form, async (database) => {
      const gate = createGate()
      const queue = await openQueue(
        database,
        async (job) => {
          if (job.slug !== 'broken') return await gate.run(job)
          gate.started.push(job.slug)
          throw new Error('no')
        },
        fail,
      )
      await queue.send('broken', 0)
      await queue.send('fine', 0)
      await gate.untilStarted(2)
      expect(await queue.send('broken', 60)).toBe('queued')
      expect(gate.started).toEqual(['broken', 'fine'])
      gate.open()
      await queue.stop()
    })
  })
})
