import { expect, test } from 'vitest'
import { buildDates, buildRecentPeriod, listWeeks, parseAskedPeriod, parsePeriod } from './period'

test('a recent period ends today and has whole days', () => {
  const period = buildRecentPeriod(30, new Date('2026-03-31T23:59:59Z'))
  expect(buildDates(period)).toEqual({ since: '2026-03-02', until: '2026-03-31' })
  expect(period.until - period.since).toBe(30 * 86_400)
})

test('a period of two dates has both days', () => {
  const period = parsePeriod('2026-03-01', '2026-03-01') ?? expect.fail()
  expect(period.until - period.since).toBe(86_400)
  expect(buildDates(period)).toEqual({ since: '2026-03-01', until: '2026-03-01' })
})

test.each([
  ['2026-03-02', '2026-03-01'],
  ['2026-02-30', '2026-03-01'],
  ['2026-03-01', ''],
  ['2026-3-1', '2026-03-02'],
  ['2016-01-01', '2026-01-08'],
])('%s to %s is no period', (since, until) => {
  expect(parsePeriod(since, until)).toBe(null)
})

test.each([
  ['', '', '2026-03-29', '2026-03-31'],
  ['2026-03-01', '', '2026-03-01', '2026-03-31'],
  ['', '2026-03-04', '2026-03-02', '2026-03-04'],
  ['2026-01-01', '2026-01-02', '2026-01-01', '2026-01-02'],
])('what is asked by %j and %j is %s to %s', (since, until, from, to) => {
  const now = new Date('2026-03-31T12:00:00Z')
  const asked = parseAskedPeriod({ days: 3, since, until }, now) ?? expect.fail()
  expect(buildDates(asked)).toEqual({ since: from, until: to })
})

test.each([
  ['', 'soon'],
  ['soon', ''],
  ['2026-04-01', ''],
])('what is asked by %j and %j is no period', (since, until) => {
  const now = new Date('2026-03-31T12:00:00Z')
  expect(parseAskedPeriod({ days: 3, since, until }, now)).toBe(null)
})

test('weeks begin on Monday, and the first and the last one may be shorter', () => {
  const period = parsePeriod('2026-02-26', '2026-03-09') ?? expect.fail()
  expect(listWeeks(period).map(buildDates)).toEqual([
    { since: '2026-02-26', until: '2026-03-01' },
    { since: '2026-03-02', until: '2026-03-08' },
    { since: '2026-03-09', until: '2026-03-09' },
  ])
  const old = parsePeriod('1969-12-28', '1969-12-29') ?? expect.fail()
  expect(listWeeks(old).map(({ since }) => since)).toEqual([-4 * 86_400, -3 * 86_400])
  expect(listWeeks({ since: 10, until: 5 })).toEqual([])
})
