import { describe, expect, it } from 'vitest'
import { formatAgo, formatInstant } from './format-ago'

const now = Date.parse('2026-03-01T12:00:00Z')

describe('formatAgo', () => {
  it.each([
    ['2026-03-01T11:59:30Z', 'just now', 'now'],
    ['2026-03-01T11:58:59Z', '1 minute ago', '1m'],
    ['2026-03-01T10:00:00+00:00', '2 hours ago', '2h'],
    ['2026-03-01T13:00:00+02:00', '1 hour ago', '1h'],
    ['2026-02-26T12:00:00Z', '3 days ago', '3d'],
    ['2025-12-01T12:00:00Z', '3 months ago', '3mo'],
    ['2023-03-01T12:00:00Z', '3 years ago', '3y'],
    ['2026-03-01T15:00:00Z', 'in 3 hours', 'in 3h'],
    ['2026-03-08T11:59:50Z', 'in 7 days', 'in 7d'],
    ['2026-05-30T11:59:50Z', 'in 3 months', 'in 3mo'],
    ['not a date', 'not a date', 'not a date'],
  ])('%s is %s, %s', (at, words, letters) => {
    expect(formatAgo(at, now, 'words')).toBe(words)
    expect(formatAgo(at, now, 'letters')).toBe(letters)
  })
})

describe('formatInstant', () => {
  it.each([
    ['2026-03-01T12:00:00Z', '2026-03-01 12:00:00 UTC'],
    ['2026-03-01T12:00:00.123Z', '2026-03-01 12:00:00 UTC'],
    ['2026-03-01T12:00:00+05:30', '2026-03-01 12:00:00 +05:30'],
    ['yesterday', 'yesterday'],
  ])('%s reads %s', (at, text) => {
    expect(formatInstant(at)).toBe(text)
  })
})
