import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sortPlaces } from './sort-places'

const near = fc.integer({ min: 1_600_000_000, max: 1_600_000_020 })
const any = fc.maxSafeInteger()

test.each([
  ['times', near],
  ['any numbers', fc.oneof(near, any)],
])('places are in the order of their values: %s', (_, numbers) => {
  const values = fc.array(fc.oneof(numbers, fc.constant(Number.POSITIVE_INFINITY)))
  fc.assert(
    fc.property(values, (column) => {
      const expected = [...column.keys()].sort((a, b) =>
        column[a] === column[b] ? a - b : (column[a] ?? 0) < (column[b] ?? 0) ? -1 : 1,
      )
      expect([...sortPlaces(Float64Array.from(column))]).toEqual(expected)
    }),
  )
})
