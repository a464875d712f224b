import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { openOwnDatabase } from '@/lib/testing/database'
import { readEnginePid } from '@/lib/testing/engine-pid'
import { connectDatabase, type Database } from './database'
import { isDatabaseUnavailable } from './is-database-unavailable'

/** kill -9 of the database's process at random moments; the full count is 30. */
const KILLS = process.env.SIGNET_ENDURE ? 30 : 3
const WRITERS = 4
/** Longer than a start, so that kills fall into starts too. */
const MAX_MS = 1_500

/** Which commits were confirmed, and of which nothing is known since the connection broke. */
class Notes {
  readonly committed = new Set<number>()
  readonly unknown = new Set<number>()

  /** Whether the last write was confirmed. */
  isWell(): boolean {
    return Math.max(0, ...this.committed) > Math.max(0, ...this.unknown)
  }
}

type Writer = { readonly database: Database; readonly id: number; readonly notes: Notes }

/** Writes pairs of rows until `signal`. A failure has to be one of a database that is away. */
async function write({ database, id, notes }: Writer, signal: AbortSignal): Promise<void> {
  const insert = 'INSERT INTO pairs (writer, n, half, payload) VALUES ($1, $2, $3, $4)'
  for (let n = 1; !signal.aborted; n += 1) {
    try {
      await database.prisma.$transaction(async (tx) => {
        await tx.$executeRawUnsafe(insert, id, n, 1, 'x'.repeat(n % 3_000))
        await tx.$executeRawUnsafe(insert, id, n, 2, '')
      })
      notes.committed.add(n)
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error
      notes.unknown.add(n)
      await pause(20)
    }
  }
}

/** The numbers of a writer by how many halves the table has of each. */
async function readPairs(database: Database, writer: number) {
  const { rows } = await database.query(
    'SELECT n, count(*)::int AS halves FROM pairs WHERE writer = $1 GROUP BY n ORDER BY n',
    [writer],
  )
  return {
    whole: new Set(rows.filter((row) => row.halves === 2).map((row) => Number(row.n))),
    torn: rows.filter((row) => row.halves !== 2),
  }
}

const killed = new Set<number>()

/** False while the next process has not begun. */
async function killEngine(dataDir: string): Promise<boolean> {
  const pid = await readEnginePid(dataDir)
  if (killed.has(pid)) return false
  killed.add(pid)
  return process.kill(pid, 'SIGKILL')
}

const TITLE = `kill -9 of the database while ${WRITERS} clients write, ${KILLS} times`

test(TITLE, { timeout: 120_000 + 120_000 * KILLS }, async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { database, options, remove } = await openOwnDatabase('embedded')
  await database.query('CREATE TABLE pairs (writer int, n int, half int, payload text)')
  const writers = Array.from({ length: WRITERS }, (_, id) => ({
    database: connectDatabase(database.address, 2),
    id,
    notes: new Notes(),
  }))
  const stop = new AbortController()
  const writing = Promise.all(writers.map((writer) => write(writer, stop.signal)))
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(Math.random() * MAX_MS)
    await expect.poll(() => killEngine(options.dataDir)).toBe(true)
  }
  await expect.poll(() => writers.every(({ notes }) => notes.isWell())).toBe(true)
  stop.abort()
  await writing
  for (const { id, notes, database: client } of writers) {
    const { whole, torn } = await readPairs(database, id)
    expect(torn).toEqual([])
    expect([...notes.committed].filter((n) => !whole.has(n))).toEqual([])
    const known = new Set([...notes.committed, ...notes.unknown])
    expect([...whole].filter((n) => !known.has(n))).toEqual([])
    await client.close()
  }
  await remove()
  warn.mockRestore()
})
