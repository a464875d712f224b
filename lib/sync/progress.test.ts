import { expect, test } from 'vitest'
import { type SyncProgress, throttleProgress } from './progress'

function progress(phase: SyncProgress['phase'], done: number): SyncProgress {
  return { phase, done, total: 10, percent: done * 10 }
}

function fail(error: unknown): never {
  throw error
}

test('one progress per interval is written, and every change of phase', async () => {
  const written: SyncProgress[] = []
  let clock = 0
  const { report, settle } = throttleProgress(
    async (one) => {
      written.push(one)
    },
    { now: () => clock, onBug: fail },
  )
  report(progress('clone', 1))
  clock = 100
  report(progress('clone', 2))
  clock = 400
  report(progress('clone', 3))
  report(progress('read', 4))
  await settle()
  expect(written.map((one) => one.done)).toEqual([1, 3, 4])
})

test('a write that fails is reported, and the next one is made', async () => {
  const written: string[] = []
  const bugs: unknown[] = []
  const away = new Error('the database is away')
  const { report, settle } = throttleProgress(
    async ({ phase }) => {
      if (phase === 'clone') throw away
      written.push(phase)
    },
    { now: () => 0, onBug: (error) => bugs.push(error) },
  )
  report(progress('clone', 1))
  report(progress('read', 2))
  await settle()
  expect([bugs, written]).toEqual([[away], ['read']])
})
