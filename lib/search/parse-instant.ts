const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/

/** What the text of an instant may be. */
export const INSTANTS =
  'a date such as 2026-03-01, which is its last second in UTC, or a time with its zone such as 2026-03-01T12:00:00Z'

/** An instant in Unix seconds; null for any other text than `INSTANTS` says, and for a day that does not exist. */
export function parseInstant(text: string): number | null {
  const isDay = DAY.test(text)
  if (!isDay && !TIME.test(text)) return null
  const milliseconds = Date.parse(isDay ? `${text}T23:59:59Z` : text)
  if (Number.isNaN(milliseconds) || !existsOn(text.slice(0, 10))) return null
  return Math.floor(milliseconds / 1000)
}

/** `Date` takes the 31st of February for a day in March. */
function existsOn(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
