import { expect, it } from 'vitest'
import { pageSummary } from './page-summary'

it.each([
  [{ page: 1, pageSize: 50, total: 12 }, 'All 12'],
  [{ page: 1, pageSize: 50, total: 1204 }, '1–50 of 1,204'],
  [{ page: 25, pageSize: 50, total: 1204 }, '1,201–1,204 of 1,204'],
])('%j reads %s', (input, text) => {
  expect(pageSummary(input)).toBe(text)
})
