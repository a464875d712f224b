/** The number that a search names; null for other text. */
export function readNumber(text: string): number | null {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null
}

/** Unix seconds: the first of a span of time, and the first after it. */
export type Span = { readonly from: number; readonly until: number }

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/

/** The year, month, day (in UTC) or minute or second (with its zone) that a search names; null for other text. */
export function readSpan(text: string): Span | null {
  const [, year, month, day] = DATE.exec(text) ?? []
  if (year === undefined) return readInstant(text)
  const at = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)] as const
  const from = utcSeconds(...at)
  if (new Date(from * 1000).toISOString().slice(0, text.length) !== text) return null
  const until =
    day !== undefined
      ? from + 86_400
      : utcSeconds(at[0] + (month === undefined ? 1 : 0), at[1] + (month === undefined ? 0 : 1), 1)
  return { from, until }
}

function readInstant(text: string): Span | null {
  const from = INSTANT.test(text) ? Date.parse(text) / 1000 : Number.NaN
  if (Number.isNaN(from)) return null
  return { from, until: from + (/T\d\d:\d\d:/.test(text) ? 1 : 60) }
}

function utcSeconds(year: number, month: number, day: number): number {
  const date = new Date(0)
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month, day)
  return date.getTime() / 1000
}

/** Whether the text names a version, or the beginning of one: `v2`, `2.1`, `v2.0.0-rc.1`. */
export function isVersionBound(text: string): boolean {
  return /^v?\d+(?:\.\d+){0,2}(?:[-+].+)?$/.test(text)
}
