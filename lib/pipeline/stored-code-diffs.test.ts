import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { readStoredDiff, storeDiff } from './stored-code-diffs'

const [from, to] = ['a'.repeat(40), 'b'.repeat(40)]
const wanted = { repo: 'ml', from, to, paths: ['a.py'], traced: ['b'], file: null }
const diff = { files: [], total: 0, others: 3, commits: null }
const readAt = new Date('2026-01-02T03:04:05Z')
const later = new Date('2026-01-02T04:04:06Z')

describe.each(databaseForms)('diffs in a database of the form %s', (form) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await openTestDatabase(form)
  })
  afterAll(() => opened.remove())

  test('are those of both commits and of what was asked for', async () => {
    const { database } = opened
    expect(await readStoredDiff(database, wanted, readAt)).toBe(null)
    await storeDiff(database, wanted, { diff, readAt })
    expect(await readStoredDiff(database, wanted, later)).toEqual({ diff })
    const others = [
      { ...wanted, repo: 'nlp' },
      { ...wanted, from: to, to: from },
      { ...wanted, paths: null },
      { ...wanted, paths: [] },
      { ...wanted, traced: null },
      { ...wanted, file: 'a.py' },
    ]
    for (const other of others) expect(await readStoredDiff(database, other, later)).toBe(null)
  })

  test('that git did not tell are asked for again after an hour', async () => {
    const { database } = opened
    const slow = { ...wanted, paths: null }
    await storeDiff(database, slow, { diff: null, readAt })
    expect(await readStoredDiff(database, slow, readAt)).toEqual({ diff: null })
    expect(await readStoredDiff(database, slow, later)).toBe(null)
  })

  test('are dropped when they are the oldest of too many', async () => {
    const { database } = opened
    await database.query(
      `INSERT INTO code_diffs (repo, key, data, read_at)
       SELECT 'ml', 'k' || n, 'null', '2026-02-01'::timestamptz FROM generate_series(1, 300) n`,
    )
    await storeDiff(database, { ...wanted, file: 'b.py' }, { diff, readAt: new Date() })
    const { rows } = await database.query('SELECT count(*)::int AS count FROM code_diffs')
    expect(rows).toEqual([{ count: 300 }])
    expect(await readStoredDiff(database, wanted, later)).toBe(null)
  })
})
