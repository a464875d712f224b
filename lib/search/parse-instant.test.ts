import { expect, test } from 'vitest'
import { parseInstant } from './parse-instant'

test.each([
  ['1970-01-01', 86_399],
  ['2026-03-01', Date.UTC(2026, 2, 1, 23, 59, 59) / 1000],
  ['2024-02-29', Date.UTC(2024, 1, 29, 23, 59, 59) / 1000],
  ['2026-03-01T12:30Z', Date.UTC(2026, 2, 1, 12, 30) / 1000],
  ['2026-03-01T12:30:15+02:00', Date.UTC(2026, 2, 1, 10, 30, 15) / 1000],
])('%s is an instant', (text, seconds) => {
  expect(parseInstant(text)).toBe(seconds)
})

test.each([
  '',
  'yesterday',
  '2026',
  '2026-3-1',
  '2026-02-31',
  '2026-02-31T00:00:00Z',
  '2026-13-01',
  '2026-03-01T12:00:00',
  '2026-03-01 12:00:00Z',
  '2026-03-01T25:00:00Z',
  ' 2026-03-01',
])('%j is none', (text) => {
  expect(parseInstant(text)).toBeNull()
})
