import { expect, test } from 'vitest'
import { formatBackoff } from './backoff'

test('the wait doubles from a minute to an hour', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(formatBackoff)).toEqual([
    60, 120, 240, 480, 960, 1920, 3600, 3600, 3600,
  ])
})
