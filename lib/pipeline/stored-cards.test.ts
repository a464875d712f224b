import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Card } from '@/lib/card/card'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { readStoredCard, storeCard } from './stored-cards'

const key = { repo: 'ml', oid: 'a'.repeat(40) }
const card: Card = { kind: 'refused', code: 'file-too-large', detail: '5 MB\0' }

describe.each(databaseForms)('cards in a database of the form %s', (form) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await openTestDatabase(form)
  })
  afterAll(() => opened.remove())

  test('are those of a blob in a repository', async () => {
    const { database } = opened
    expect(await readStoredCard(database, key)).toBe(null)
    await storeCard(database, key, card)
    expect(await readStoredCard(database, key)).toEqual({ ...card, detail: '5 MB\u{fffd}' })
    expect(await readStoredCard(database, { ...key, repo: 'nlp' })).toBe(null)
  })

  test('that another version of the program stored do not count', async () => {
    const { database } = opened
    await database.query('UPDATE cards SET version = 0')
    expect(await readStoredCard(database, key)).toBe(null)
    await storeCard(database, key, card)
    expect(await readStoredCard(database, key)).not.toBe(null)
  })

  test('are dropped when they are the oldest of too many', async () => {
    const { database } = opened
    await database.query(
      `INSERT INTO cards (repo, oid, version, data, read_at)
       SELECT 'ml', 'k' || n, 1, 'null', '2026-02-01'::timestamptz FROM generate_series(1, 600) n`,
    )
    await storeCard(database, { ...key, oid: 'b'.repeat(40) }, card)
    const { rows } = await database.query('SELECT count(*)::int AS count FROM cards')
    expect(rows).toEqual([{ count: 500 }])
  })
})
