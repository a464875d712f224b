const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Unit = { readonly seconds: number; readonly word: string; readonly letter: string }

const UNITS: readonly Unit[] = [
  { seconds: 365 * DAY, word: 'year', letter: 'y' },
  { seconds: 30 * DAY, word: 'month', letter: 'mo' },
  { seconds: DAY, word: 'day', letter: 'd' },
  { seconds: HOUR, word: 'hour', letter: 'h' },
  { seconds: MINUTE, word: 'minute', letter: 'm' },
]

export type AgoForm = 'words' | 'letters'

/** The age of an ISO instant at `now` (milliseconds): `3 hours ago`, or `3h`. Past times are rounded down; future times
 *  to the nearest unit, so that a new token of 7 days expires `in 7 days`. */
export function formatAgo(at: string, now: number, form: AgoForm): string {
  const difference = Math.round((now - Date.parse(at)) / 1000)
  if (Number.isNaN(difference)) return at
  const seconds = Math.abs(difference)
  const unit = UNITS.find((candidate) => seconds >= candidate.seconds)
  if (!unit) return form === 'letters' ? 'now' : 'just now'
  const count = (difference < 0 ? Math.round : Math.floor)(seconds / unit.seconds)
  const amount =
    form === 'letters' ? `${count}${unit.letter}` : `${count} ${unit.word}${count === 1 ? '' : 's'}`
  if (difference < 0) return `in ${amount}`
  return form === 'letters' ? amount : `${amount} ago`
}

/** An ISO instant in readable form, in its original zone: `2026-03-01 14:05:09 +02:00`. */
export function formatInstant(at: string): string {
  const match = /^(\d{4,}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(at)
  if (!match) return at
  const [, date, time, zone] = match
  return `${date} ${time} ${zone === 'Z' || zone === '+00:00' ? 'UTC' : zone}`
}
