import { expect, test } from 'vitest'
import { type SyncProgress, throttleProgress } from './progress'

function progress(phase: SyncProgress['phase'], done: number): SyncProgress {
  return { phase, done, total: 10, percent: done * 10 }
}

test('one progress per interval is written, and every change of phase', async () => {
  const written: SyncProgress[] = []
  let clock = 0
  const { report, settle } = throttleProgress(
    async (one) => {
      written.push(one)
    },
    () => clock,
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

test('only settle reports a failed write', async () => {
  const { report, settle } = throttleProgress(
    async () => {
      throw new Error('the database is away')
    },
    () => 0,
  )
  report(progress('clone', 1))
  // An unhandled rejection would fail the test here.
  await new Promise((resolve) => setImmediate(resolve))
  await expect(settle()).rejects.toThrow('the database is away')
})
