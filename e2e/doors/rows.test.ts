import { expect, test } from 'vitest'
import { PERMISSIONS } from '@/lib/auth/permissions'
import { listDoors, listStreams } from './list-doors'
import { ROWS } from './rows'

const doors = listDoors()
const rows = ROWS.map(({ door }) => door)

test.each(doors)('the table has a row for %s', (door) => {
  expect(rows).toContain(door)
})

test('every row of the table is about a door that is there, and asks there something once', () => {
  expect(rows.filter((door) => !doors.includes(door))).toEqual([])
  const asked = ROWS.map(({ door, what }) => `${door} ${what}`)
  expect(asked.filter((one, place) => asked.indexOf(one) !== place)).toEqual([])
})

/** It answers every method with 404. */
const CATCH_ALL = 'POST /api/[...path]'

const acting = doors.filter((door) => door.startsWith('POST ') && door !== CATCH_ALL)

test.each([...acting, ...listStreams()])('HEAD is refused where there is %s', (door) => {
  const head = ROWS.find((row) => row.door === door.replace(/^\w+/, 'HEAD'))
  expect(new Set(Object.values(head?.cells ?? {}))).toEqual(new Set(['405']))
})

test.each(Object.keys(PERMISSIONS))('the table says who may %s', (action) => {
  expect(ROWS.map(({ what }) => what)).toContain(action)
})
