import { expect, test } from 'vitest'
import { retryWords } from './sync-error'

const now = Date.parse('2026-03-01T12:00:00Z')

test.each([
  ['2026-03-01T11:59:59Z', 'now'],
  ['2026-03-01T12:00:00Z', 'now'],
  ['2026-03-01T12:00:01Z', 'within a minute'],
  ['2026-03-01T12:00:59Z', 'within a minute'],
  ['2026-03-01T12:01:00Z', null],
])('an attempt at %s, seen at noon, is announced as %s', (at, words) => {
  expect(retryWords(at, now)).toBe(words)
})
