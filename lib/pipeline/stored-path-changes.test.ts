import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { readStoredChanges, storeChanges } from './stored-path-changes'

const wanted = { repo: 'ml', commit: 'a'.repeat(40), since: null, path: 'm.pkl' }
const changes = {
  ...{ count: 1, hasMore: false },
  newest: [{ commit: 'a'.repeat(40), author: 'A\0na', subject: 'Train' }],
}
const readAt = new Date('2026-01-02T03:04:05Z')
const later = new Date('2026-01-02T04:04:06Z')

describe.each(databaseForms)('changes in a database of the form %s', (form) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await openTestDatabase(form)
  })
  afterAll(() => opened.remove())

  test('are those of both commits and the path', async () => {
    const { database } = opened
    expect(await readStoredChanges(database, wanted, readAt)).toBe(null)
    await storeChanges(database, wanted, { changes, readAt })
    const [change] = changes.newest
    const stored = { ...changes, newest: [{ ...change, author: 'A\u{fffd}na' }] }
    expect(await readStoredChanges(database, wanted, later)).toEqual({ changes: stored })
    const others = [
      { ...wanted, since: 'b'.repeat(40) },
      { ...wanted, path: 'n.pkl' },
      { ...wanted, commit: 'b'.repeat(40) },
      { ...wanted, repo: 'nlp' },
    ]
    for (const other of others) expect(await readStoredChanges(database, other, later)).toBe(null)
  })

  test('that git did not tell are asked for again after an hour', async () => {
    const { database } = opened
    const slow = { ...wanted, path: 'slow.pkl' }
    await storeChanges(database, slow, { changes: null, readAt })
    expect(await readStoredChanges(database, slow, readAt)).toEqual({ changes: null })
    expect(await readStoredChanges(database, slow, later)).toBe(null)
    await storeChanges(database, slow, { changes, readAt: later })
    expect((await readStoredChanges(database, slow, later))?.changes?.count).toBe(1)
  })

  test('are dropped when they are the oldest of too many', async () => {
    const { database } = opened
    await database.query(
      `INSERT INTO path_changes (repo, key, data, read_at)
       SELECT 'ml', 'k' || n, 'null', '2026-02-01'::timestamptz FROM generate_series(1, 2000) n`,
    )
    await storeChanges(database, { ...wanted, path: 'new.pkl' }, { changes, readAt: new Date() })
    const { rows } = await database.query('SELECT count(*)::int AS count FROM path_changes')
    expect(rows).toEqual([{ count: 2000 }])
    expect(await readStoredChanges(database, wanted, later)).toBe(null)
  })
})
