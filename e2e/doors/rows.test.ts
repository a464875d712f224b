import { expect, test } from 'vitest'
import { PERMISSIONS } from '@/lib/auth/permissions'
import { listDoors } from './list-doors'
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

test.each(Object.keys(PERMISSIONS))('the table says who may %s', (action) => {
  expect(ROWS.map(({ what }) => what)).toContain(action)
})
