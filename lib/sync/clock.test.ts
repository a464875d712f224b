import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '@/lib/database/database'
import { acquireLease, releaseLease, renewLease } from '@/lib/database/lease'
import { NO_FAKE_CLOCK, openFakeClock } from '@/lib/testing/fake-clock'
import { startPostgresServer } from '@/lib/testing/postgres-server'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openQueue, type SyncJob } from './queue'

const DAY = 86_400

function fail(error: Error): never {
  throw error
}
const clock = openFakeClock()
afterAll(() => clock?.close())

/** PostgreSQL by a clock that jumps: the database's clock is the one that leases and jobs live by. */
describe.skipIf(clock === null)(
  `a database whose clock is set forward and back${clock === null ? NO_FAKE_CLOCK : ''}`,
  () => {
    const set = (seconds: number) => clock?.set(seconds)
    let database: Database
    beforeAll(async () => {
      const url = await startPostgresServer(clock?.env)
      database = await openDatabase({
        dataDir: createTempDir('data'),
        databaseUrl: `${url}/postgres`,
      })
    })
    afterAll(() => database.close())

    async function isAhead(): Promise<boolean> {
      const seconds = 'SELECT extract(epoch FROM clock_timestamp())::float8 AS seconds'
      const { rows } = await database.query(seconds)
      return Number(rows[0]?.seconds) > Date.now() / 1000 + 3600
    }

    test('a lease that a dead process acquired meanwhile is free', async () => {
      set(2 * DAY)
      expect(await isAhead()).toBe(true)
      const dead = await acquireLease(database, 'sync:dead', { holder: 'dead', seconds: 30 })
      expect(dead).not.toBeNull()
      set(0)
      expect(await isAhead()).toBe(false)
      const next = await acquireLease(database, 'sync:dead', { holder: 'next', seconds: 30 })
      expect(next?.token).toBe((dead?.token ?? 0n) + 1n)
    })

    test('a job that was sent meanwhile starts when it is requested again', async () => {
      const work = { hostOf: () => ({ host: '', limit: 1 }), onError: fail }
      set(2 * DAY)
      const idle = await openQueue(database, { ...work, slots: 0, run: async () => {} })
      expect(await idle.send('ml', 0)).toBe('queued')
      await idle.stop()
      set(0)
      let tell: (slug: string) => void = () => {}
      const ran = new Promise<string>((resolve) => {
        tell = resolve
      })
      const run = async ({ slug }: SyncJob) => tell(slug)
      const queue = await openQueue(database, { ...work, slots: 1, run })
      expect(await queue.send('ml', 0)).toBe('already-queued')
      expect(await ran).toBe('ml')
      await queue.stop()
    })

    test('a lease that is renewed after the clock was set back stays with its holder', async () => {
      set(2 * DAY)
      const mine = await acquireLease(database, 'sync:mine', { holder: 'mine', seconds: 30 })
      if (mine === null) throw new Error('held')
      set(0)
      expect(await renewLease(database, mine, 30)).toBe(true)
      expect(await acquireLease(database, 'sync:mine', { holder: 'next', seconds: 30 })).toBeNull()
      await releaseLease(database, mine)
      expect(
        await acquireLease(database, 'sync:mine', { holder: 'next', seconds: 30 }),
      ).not.toBeNull()
    })
  },
)
