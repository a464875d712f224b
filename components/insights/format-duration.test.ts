import { expect, test } from 'vitest'
import { formatDuration } from './format-duration'

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [61, '1 min 1 s'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [19_800, '5 h 30 min'],
  [36_001, '10 h'],
  [86_400, '1 d'],
  [273_600, '3 d 4 h'],
  [86_400 * 1_234 + 7_200, '1,234 d'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})
