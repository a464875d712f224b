import { expect, test } from 'vitest'
import { computeBackoff } from './backoff'

test('the wait doubles from a minute to an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(computeBackoff)).toEqual([
    60, 120, 240, 480, 960, 1920, 3600, 3600, 3600,
  ])
})
