import { expect, test } from 'vitest'
import { PERMISSIONS } from '@/lib/auth/permissions'
import { listEntryPoints, listStreams } from './list-entry-points'
import { ROWS } from './rows'

const entryPoints = listEntryPoints()
const rows = ROWS.map(({ entry }) => entry)

test.each(entryPoints)('the table has a row for %s', (entry) => {
  expect(rows).toContain(entry)
})

test('every row of the table is about an entry point that exists, and no two rows are the same', () => {
  expect(rows.filter((entry) => !entryPoints.includes(entry))).toEqual([])
  const asked = ROWS.map(({ entry, what }) => `${entry} ${what}`)
  expect(asked.filter((one, place) => asked.indexOf(one) !== place)).toEqual([])
})

/** It answers every method with 404. */
const CATCH_ALL = 'POST /api/[...path]'

const acting = entryPoints.filter((entry) => entry.startsWith('POST ') && entry !== CATCH_ALL)

test.each([...acting, ...listStreams()])('HEAD is refused where there is %s', (entry) => {
  const head = ROWS.find((row) => row.entry === entry.replace(/^\w+/, 'HEAD'))
  expect(new Set(Object.values(head?.cells ?? {}))).toEqual(new Set(['405']))
})

test.each(Object.keys(PERMISSIONS))('the table says who may %s', (action) => {
  expect(ROWS.map(({ what }) => what)).toContain(action)
})
