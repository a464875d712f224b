import type { Instant } from '@/lib/snapshot/types'

const DAY_MINUTES = 1440
const DAY_SECONDS = 86_400

/** ISO 8601 with the writer's zone, as GTO prints it: `2023-06-01T13:24:08+00:00`. An offset of a day or more, which
 *  Git lets through, has no such form: then the time is in UTC. */
export function formatInstant({ seconds, offset }: Instant): string {
  const minutes = Math.abs(offset) < DAY_MINUTES ? offset : 0
  const local = seconds + minutes * 60
  const day = Math.floor(local / DAY_SECONDS)
  const second = local - day * DAY_SECONDS
  const time = `${formatClock(Math.floor(second / 60))}:${pad(second % 60)}`
  return `${formatDay(day)}T${time}${minutes < 0 ? '-' : '+'}${formatClock(Math.abs(minutes))}`
}

/** The same of Unix seconds, in UTC. */
export function formatSeconds(seconds: number): string {
  return formatInstant({ seconds, offset: 0 })
}

/** The texts of days since 1970. A page formats hundreds of times, which fall on few days, and a Date for each of them
 *  takes longer than all else about the page's rows. */
const days = new Map<number, string>()
const MAX_DAYS = 10_000

function formatDay(day: number): string {
  const known = days.get(day)
  if (known !== undefined) return known
  if (days.size === MAX_DAYS) days.clear()
  const [text = ''] = new Date(day * DAY_SECONDS * 1000).toISOString().split('T')
  days.set(day, text)
  return text
}

function formatClock(minutes: number): string {
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))

/** Of 0 to 59. */
function pad(value: number): string {
  return TWO_DIGITS[value] ?? ''
}
