import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '@/lib/database/database'
import { acquireLease, type Lease } from '@/lib/database/lease'
import { databaseForms, openOwnDatabase, withDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { interceptStatements } from '@/lib/testing/intercept-statements'
import { buildLargeWrite, type LargeShape } from '@/lib/testing/large-write'
import { programFile } from '@/lib/testing/program-file'
import { rowTables } from './derived-tables'
import type { IndexWrite } from './index-write'
import { IN_PLACE, STEP } from './row-writer'
import { writeIndex } from './write-index'
import { writeRepos } from './write-repos'

const OLD: LargeShape = { artifacts: 20, versions: 60, message: 'old' }
/** Changes every event and adds two artifacts. */
const NEW: LargeShape = { artifacts: 22, versions: 60, message: 'new' }

/** Moments of a write at which its process is killed. */
const KILLS = process.env.SIGNET_ENDURE ? 30 : 3

const first = buildLargeWrite
const later = (shape: LargeShape): IndexWrite => {
  const write = buildLargeWrite(shape)
  return { ...write, seen: { ...write.seen, look: 'later' } }
}

/** All that readers are shown, as one text. */
async function readContents(db: Database): Promise<string> {
  const hashes = rowTables.map(
    ({ view }) => `(SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) FROM ${view} t)`,
  )
  const { rows } = await db.query(
    `SELECT concat_ws(' ', (SELECT string_agg(refs_hash, ',') FROM repos), ${hashes}) AS contents`,
  )
  return String(rows[0]?.contents)
}

/** What readers are shown of an empty database, and after each of the writes. */
async function listContents(
  form: Database['kind'],
  ...writes: readonly IndexWrite[]
): Promise<readonly string[]> {
  return await withDatabase(form, async (db) => {
    const contents = [await readContents(db)]
    for (const write of writes) {
      await writeIndex(db, write)
      contents.push(await readContents(db))
    }
    return contents
  })
}

/** Rows that readers are not shown, and generations that are hidden. */
async function countHidden(db: Database): Promise<readonly unknown[]> {
  const counts = rowTables.map(
    ({ rows, view }) => `(SELECT count(*) FROM ${rows}) - (SELECT count(*) FROM ${view})`,
  )
  const { rows } = await db.query(
    `SELECT (${counts.join('+')})::int AS rows, (SELECT count(*) FROM hidden_generations)::int AS generations`,
  )
  return [rows[0]?.rows, rows[0]?.generations]
}

async function countStatements(db: Database, write: IndexWrite): Promise<number> {
  let statements = 0
  const counting = interceptStatements(db, (number) => {
    statements = number
  })
  await writeIndex(counting, write)
  return statements
}

/** The transaction that wrote each row. */
async function listWriters(db: Database): Promise<readonly unknown[]> {
  const queries = rowTables.map(({ rows }) => `SELECT ctid, xmin::text FROM ${rows}`)
  return (await db.query(queries.join(' UNION ALL '))).rows
}

async function acquireLeaseSql(db: Database, holder: string): Promise<Lease> {
  const lease = await acquireLease(db, 'sync:ml', { holder, seconds: -1 })
  if (lease === null) throw new Error('no lease')
  return lease
}

describe.each(databaseForms)('a large write, %s', (form) => {
  test('is shown as a whole to readers on other connections', async () => {
    const expected = await listContents(form, first(OLD), later(NEW))
    await withDatabase(form, async (db) => {
      const seen = [await readContents(db)]
      for (const write of [first(OLD), later(NEW)]) {
        let done = false
        const read = async () => {
          while (!done) seen.push(await readContents(db))
        }
        const reading = [read(), read()]
        await writeIndex(db, write)
        done = true
        await Promise.all(reading)
        seen.push(await readContents(db))
      }
      expect([...new Set(seen)]).toEqual(expected)
      expect(await countHidden(db)).toEqual([0, 0])
    })
  })

  test('gives the rows that a small one gives', async () => {
    const change = { artifacts: first(OLD).artifacts.slice(3, 5), removedArtifacts: ['model-000'] }
    await withDatabase(form, async (db) => {
      await writeIndex(db, first(NEW))
      await writeIndex(db, first(OLD, { ...change, seen: { ...first(OLD).seen, tags: [] } }))
      const changed = await readContents(db)
      const writers = await listWriters(db)
      const whole = first(NEW).artifacts.slice(1)
      const artifacts = whole.map(
        (one) => change.artifacts.find(({ name }) => name === one.name) ?? one,
      )
      await writeIndex(db, first(OLD, { artifacts, seen: { ...first(OLD).seen, tags: [] } }))
      expect(await readContents(db)).toBe(changed)
      expect(await listWriters(db)).toEqual(writers)
    })
  })

  test('writes nothing the second time, and the same after the index was dropped', async () => {
    await withDatabase(form, async (db) => {
      await writeIndex(db, first(OLD))
      const contents = await readContents(db)
      const writers = await listWriters(db)
      await writeIndex(db, { ...later(OLD), seen: { ...later(OLD).seen, tags: [] } })
      expect(await listWriters(db)).toEqual(writers)
      await dropIndex(db)
      await writeIndex(db, later(OLD))
      expect(await readContents(db)).toBe(contents)
      expect(await countHidden(db)).toEqual([0, 0])
    })
  })

  test('is lost with the lease, and the next holder cleans up', async () => {
    const [, before, after] = await listContents(form, first(OLD), later(NEW))
    await withDatabase(form, async (db) => {
      await writeIndex(db, first(OLD))
      const lost = await acquireLeaseSql(db, 'one')
      let lease = lost
      const intercepted = interceptStatements(db, async (number) => {
        if (number === 12) lease = await acquireLeaseSql(db, 'two')
      })
      await expect(writeIndex(intercepted, { ...later(NEW), lease: lost })).rejects.toMatchObject({
        code: 'lease-lost',
      })
      expect(await readContents(db)).toBe(before)
      expect(await countHidden(db)).not.toEqual([0, 0])
      await writeIndex(db, { ...later(NEW), lease })
      expect(await readContents(db)).toBe(after)
      expect(await countHidden(db)).toEqual([0, 0])
    })
  })

  test.each([
    ['the index is dropped', dropIndex],
    ['the repository is no longer configured', (db: Database) => writeRepos(db, [])],
  ])('ends where %s meanwhile', async (_what, interrupt) => {
    const [empty, written] = await listContents(form, first(OLD))
    await withDatabase(form, async (db) => {
      const intercepted = interceptStatements(db, async (number) => {
        if (number === 6) await interrupt(db)
      })
      await expect(writeIndex(intercepted, first(OLD))).rejects.toMatchObject({
        code: 'lease-lost',
      })
      expect(await readContents(db)).toBe(empty)
      expect(await countHidden(db)).toEqual([0, 0])
      await writeIndex(db, first(OLD))
      expect(await readContents(db)).toBe(written)
    })
  })
})

describe.each(databaseForms)('the transactions of a write of 10,000 tags, %s', (form) => {
  /** Rows that each transaction wrote, and their length as text. */
  async function listTransactions(db: Database, write: () => Promise<unknown>) {
    await db.query('CREATE TABLE written (transaction bigint, rows int, length int)')
    await db.query(`CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO written SELECT txid_current(), count(*), COALESCE(sum(length(t::text)), 0) FROM changed t;
      RETURN NULL; END $$`)
    for (const { rows } of rowTables) {
      for (const [event, side] of [
        ['INSERT', 'NEW'],
        ['UPDATE', 'NEW'],
        ['DELETE', 'OLD'],
      ]) {
        await db.query(`CREATE TRIGGER note_${event} AFTER ${event} ON ${rows}
          REFERENCING ${side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note()`)
      }
    }
    await write()
    const { rows } = await db.query(
      `SELECT sum(rows)::int AS rows, sum(length)::int AS length FROM written
       GROUP BY transaction HAVING sum(rows) > 0`,
    )
    return rows.map((row) => ({ rows: Number(row.rows), length: Number(row.length) }))
  }

  test('are small, so that readers of the embedded database wait for little', async () => {
    await withDatabase(form, async (db) => {
      const shape = { artifacts: 50, versions: 200, message: 'm' }
      const transactions = await listTransactions(db, () => writeIndex(db, first(shape)))
      const largest = (of: 'rows' | 'length') => Math.max(...transactions.map((one) => one[of]))
      expect(transactions.reduce((sum, { rows }) => sum + rows, 0)).toBe(30_500)
      expect(largest('rows')).toBe(STEP.rows)
      expect(largest('length')).toBeLessThan(STEP.length)
    })
  })

  test('is one where little is written', async () => {
    await withDatabase(form, async (db) => {
      const shape = { artifacts: 4, versions: 100, message: 'm' }
      const transactions = await listTransactions(db, () => writeIndex(db, first(shape)))
      expect(transactions).toMatchObject([{ rows: 1_228 }])
      expect(transactions[0]?.length).toBeLessThan(IN_PLACE.length)
    })
  })
})

describe.each(databaseForms)('kill -9 of the process that makes a large write, %s', (form) => {
  /** Resolves when the process has killed itself before that statement. */
  async function writeAndDie(options: DatabaseOptions, statement: number): Promise<void> {
    const args = [options.dataDir, options.databaseUrl ?? '', JSON.stringify(NEW), `${statement}`]
    const program = [programFile('write'), ...args]
    const child = spawn(process.execPath, program, { stdio: ['ignore', 'inherit', 'inherit'] })
    expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
  }

  test(
    'leaves the old registry or the new one, and the next write cleans up',
    async () => {
      const old = { ...later(OLD), removedArtifacts: ['model-020', 'model-021'] }
      const { database, options, remove } = await openOwnDatabase(form)
      await writeIndex(database, first(OLD))
      const statements = await countStatements(database, later(NEW))
      const after = await readContents(database)
      await database.close()
      for (let kill = 1; kill <= KILLS; kill += 1) {
        let db = await openDatabase(options)
        await writeIndex(db, old)
        const before = await readContents(db)
        await db.close()
        await writeAndDie(options, Math.ceil((statements * kill) / (KILLS + 1)))
        db = await openDatabase(options)
        expect([before, after]).toContain(await readContents(db))
        await writeIndex(db, later(NEW))
        expect(await readContents(db)).toBe(after)
        expect(await countHidden(db)).toEqual([0, 0])
        await db.close()
      }
      await remove()
    },
    120_000 * KILLS,
  )
})
