import { expect, test } from 'vitest'
import { formatInterval } from './format-interval'

test.each([
  [10, 'every 10 seconds'],
  [60, 'every minute'],
  [90, 'every 90 seconds'],
  [300, 'every 5 minutes'],
  [7200, 'every 2 hours'],
  [86_400, 'every day'],
])('%i seconds are %s', (seconds, text) => {
  expect(formatInterval(seconds)).toBe(text)
})
