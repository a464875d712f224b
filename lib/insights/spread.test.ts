import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildSpread } from './spread'

test('percentiles are of the nearest rank', () => {
  expect(buildSpread([])).toBe(null)
  expect(buildSpread([5])).toEqual({ count: 1, median: 5, p90: 5 })
  const ten = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
  expect(buildSpread(ten)).toEqual({ count: 10, median: 5, p90: 9 })
  expect(buildSpread([...ten, 11])).toEqual({ count: 11, median: 6, p90: 10 })
})

test('of many values they are those of the sorted ones', () => {
  const seconds = fc.oneof(
    fc.integer({ min: 0, max: 10 }),
    fc.integer({ min: 0, max: 10_000_000_000 }),
    fc.constant(Number.MAX_SAFE_INTEGER),
  )
  const many = fc.array(seconds, { minLength: 1_990, maxLength: 5_000, size: 'max' })
  fc.assert(
    fc.property(many, (values) => {
      const sorted = values.toSorted((a, b) => a - b)
      const at = (share: number) => sorted[Math.ceil(values.length * share) - 1]
      expect(buildSpread(values)).toEqual({ count: values.length, median: at(0.5), p90: at(0.9) })
    }),
    { numRuns: 30 },
  )
  expect(buildSpread(Array.from({ length: 5_000 }, () => 7))).toEqual({
    ...{ count: 5_000, median: 7, p90: 7 },
  })
})
