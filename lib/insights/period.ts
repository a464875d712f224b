/** Whole days in UTC, in Unix seconds: the first second, and the first one after it. */
export type Period = { readonly since: number; readonly until: number }

const DAY = 86_400

/** In seconds. */
export const WEEK = 7 * DAY

/** A table has a row for each week of it. */
export const MAX_PERIOD_DAYS = 3_660

/** So many days, the last of them the day of `now`. */
export function buildRecentPeriod(days: number, now: Date): Period {
  const until = (Math.floor(now.getTime() / 1000 / DAY) + 1) * DAY
  return { since: until - days * DAY, until }
}

/** What is asked for: dates, each empty where it is not given, and how many days there are without one of them. */
export type AskedPeriod = { readonly days: number; readonly since: string; readonly until: string }

/** The period of the dates; without the second until today, without the first so many days. Null where `parsePeriod` gives
 *  none. */
export function parseAskedPeriod({ days, since, until }: AskedPeriod, now: Date): Period | null {
  const recent = buildRecentPeriod(days, now)
  if (since === '' && until === '') return recent
  const last = until === '' ? buildDates(recent).until : until
  const end = parseDay(last)
  return parsePeriod(since === '' && end !== null ? formatDay(end - (days - 1) * DAY) : since, last)
}

/** From the first of two dates to the end of the second; null where one is no date, they are in the wrong order, or more
 *  than MAX_PERIOD_DAYS apart. */
export function parsePeriod(since: string, until: string): Period | null {
  const [first, last] = [parseDay(since), parseDay(until)]
  if (first === null || last === null || last < first) return null
  return last - first >= MAX_PERIOD_DAYS * DAY ? null : { since: first, until: last + DAY }
}

/** The first second of a day such as `2026-03-01`; null for other text, and for a day that does not exist. */
function parseDay(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) || formatDay(at / 1000) !== text ? null : at / 1000
}

/** The day of a second in UTC. */
export function formatDay(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}

/** The first and the last day of a period. */
export function buildDates({ since, until }: Period): {
  readonly since: string
  readonly until: string
} {
  return { since: formatDay(since), until: formatDay(until - 1) }
}

/** The parts of a period that are in one week each, which begins on Monday. */
export function listWeeks({ since, until }: Period): readonly Period[] {
  const weeks: Period[] = []
  for (let from = since; from < until; ) {
    const next = Math.min(findMonday(from) + WEEK, until)
    weeks.push({ since: from, until: next })
    from = next
  }
  return weeks
}

/** The first second of the week. 1970 began on a Thursday. */
function findMonday(seconds: number): number {
  return Math.floor((seconds + 3 * DAY) / WEEK) * WEEK - 3 * DAY
}
