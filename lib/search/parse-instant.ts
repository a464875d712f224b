import { readSpan } from './read-value'

/** What the text of an instant may be. */
export const INSTANTS =
  'a date such as 2026-03-01, which is its last second in UTC, or a time with its zone such as 2026-03-01T12:00:00Z'

/** The length of a date. */
const DAY = 10

/** An instant in Unix seconds; null for any other text than `INSTANTS` says, and for a day that does not exist. */
export function parseInstant(text: string): number | null {
  // `Date` takes a time on the 31st of February for one in March.
  const day = text.length < DAY ? null : readSpan(text.slice(0, DAY))
  if (day === null) return null
  return text.length === DAY ? day.until - 1 : (readSpan(text)?.from ?? null)
}
