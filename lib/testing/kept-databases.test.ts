import { expect, test } from 'vitest'
import { connectDatabase } from '@/lib/database/database'
import { databaseForms } from './database'
import { emptyKept, openKept } from './kept-databases'

const COUNT = 'SELECT count(*)::int AS count FROM leases'
const LEASE = `INSERT INTO leases (name, holder, token, expires_at) VALUES ('x', 'x', 1, now())`

test.each(databaseForms)('a kept database is as new after it was emptied, %s', async (form) => {
  const kept = await openKept(form)
  const { database } = kept
  const fresh = await database.query(COUNT)
  await database.query(LEASE)
  await database.query('UPDATE index_revision SET revision = 7')
  await database.query('CREATE TABLE mine (id int)')
  await database.query('CREATE SCHEMA other')
  expect(await emptyKept(kept)).toBe(true)
  expect(await database.query(COUNT)).toMatchObject({ rows: fresh.rows })
  const { rows } = await database.query(
    `SELECT revision::int, to_regclass('mine') AS mine, to_regnamespace('other') AS other FROM index_revision`,
  )
  expect(rows).toEqual([{ revision: 0, mine: null, other: null }])
  await database.close()
})

test.each(databaseForms)('one whose tables a test has changed is not kept, %s', async (form) => {
  const kept = await openKept(form)
  await kept.database.query('ALTER TABLE leases ADD COLUMN more int')
  expect(await emptyKept(kept)).toBe(false)
  await kept.database.close()
})

test('one to which a test has left a connection is not kept', async () => {
  const kept = await openKept('server')
  const left = connectDatabase(kept.database.address, 1)
  await left.query('SELECT 1')
  expect(await emptyKept(kept)).toBe(false)
  await left.close()
  // The server ends its side of a connection a moment later.
  await expect.poll(() => emptyKept(kept)).toBe(true)
  await kept.database.close()
})
