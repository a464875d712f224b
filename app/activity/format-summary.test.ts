import { expect, test } from 'vitest'
import { formatSummary } from './format-summary'

test.each([
  [3, { before: undefined, next: null }, 'All 3'],
  [50, { before: undefined, next: 'older' }, '50 events'],
  [2, { before: 'newer', next: null }, '2 events'],
  [1, { before: 'newer', next: null }, '1 event'],
])('a page of %i events with %o says "%s"', (count, cursors, text) => {
  expect(formatSummary(count, cursors)).toBe(text)
})
