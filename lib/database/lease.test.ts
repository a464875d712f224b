import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { startSync } from '@/lib/journal/sync-state'
import { openOwnDatabase, withDatabase } from '@/lib/testing/database'
import { readEnginePid } from '@/lib/testing/engine-pid'
import { interceptStatements } from '@/lib/testing/intercept-statements'
import type { Database } from './database'
import { acquireLease, releaseLeasesOf } from './lease'
import { withLease } from './with-lease'

const LOST = 'Connection terminated unexpectedly'
const one = { holder: 'one', seconds: 60 }
const other = { holder: 'other', seconds: 60 }

/** The first statement is carried out, and its answer is lost. */
function loseAnswer(database: Database): Database {
  let isLost = false
  const extended = database.prisma.$extends({
    query: {
      async $allOperations({ args, query }) {
        const answer = await query(args)
        if (isLost) return answer
        isLost = true
        throw new Error(LOST)
      },
    },
  })
  return { ...database, prisma: extended as unknown as Database['prisma'] }
}

test.each([
  ['acquireLease', (db: Database) => acquireLease(db, 'sync:ml', one)],
  ['startSync', (db: Database) => startSync(db, 'ml', one)],
])('a lease is free at once when the answer to %s is lost', async (_name, acquire) => {
  await withDatabase('embedded', async (database) => {
    await expect(acquire(loseAnswer(database))).rejects.toThrow(LOST)
    expect(await acquireLease(database, 'sync:ml', other)).toEqual({ name: 'sync:ml', token: 2n })
  })
})

test('a lost answer releases no lease that the same process holds', async () => {
  await withDatabase('embedded', async (database) => {
    await acquireLease(database, 'sync:ml', one)
    await expect(acquireLease(loseAnswer(database), 'sync:ml', one)).rejects.toThrow(LOST)
    expect(await acquireLease(database, 'sync:ml', other)).toBeNull()
  })
})

test('the leases of a process that has ended are free although a connection breaks', async () => {
  await withDatabase('embedded', async (database) => {
    await acquireLease(database, 'sync:ml', { holder: 'host:7', seconds: 60 })
    await acquireLease(database, 'sync:risk', { holder: 'host:70', seconds: 60 })
    const broken = interceptStatements(database, (number) => {
      if (number === 1) throw new Error(LOST)
    })
    await releaseLeasesOf(broken, 'host:7')
    expect(await acquireLease(database, 'sync:ml', other)).not.toBeNull()
    expect(await acquireLease(database, 'sync:risk', other)).toBeNull()
  })
})

test('a lease whose holder fails while the database is killed is free at once', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { database, options, remove } = await openOwnDatabase('embedded')
  const pid = await readEnginePid(options.dataDir)
  const claim = { ...one, name: 'promote:ml', onBug: () => {} } as const
  const ended = withLease(database, claim, async () => {
    process.kill(pid, 'SIGKILL')
    throw new Error('the work failed')
  })
  await expect(ended).rejects.toThrow('the work failed')
  const next = await acquireLease(database, 'promote:ml', other)
  expect(next).toEqual({ name: 'promote:ml', token: 2n })
  await remove()
  warn.mockRestore()
})

/** Holds a lease of 0.9 seconds, which is renewed every 0.3 s, for 1.2 s; says whether it was lost meanwhile. */
async function holdLease(database: Database, breaks: (statement: number) => boolean) {
  const errors: unknown[] = []
  const db = interceptStatements(database, (number) => {
    if (breaks(number)) throw new Error(LOST)
  })
  const claim = { name: 'promote:ml', holder: 'one', seconds: 0.9 } as const
  const held = await withLease(
    db,
    { ...claim, onBug: (error) => void errors.push(error) },
    async (_lease, lost) => {
      await pause(1_200)
      return lost.aborted
    },
  )
  return { held, errors: errors.length }
}

test('a lease is kept when one renewal fails, and given up when none succeeds', async () => {
  await withDatabase('embedded', async (database) => {
    expect(await holdLease(database, (statement) => statement === 2)).toEqual({
      held: { value: false },
      errors: 1,
    })
    expect(await holdLease(database, (statement) => statement > 1 && statement < 5)).toMatchObject({
      held: { value: true },
    })
  })
})
