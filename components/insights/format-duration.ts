const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Units, each with the next smaller one that is said beside it. */
const UNITS = [
  { seconds: DAY, word: 'd', rest: HOUR, restWord: 'h' },
  { seconds: HOUR, word: 'h', rest: MINUTE, restWord: 'min' },
  { seconds: MINUTE, word: 'min', rest: 1, restWord: 's' },
] as const

/** From here on, hours say nothing more. */
const MANY = 10

/** A duration in one or two units, rounded down: `412 d`, `3 d 4 h`, `45 s`. */
export function formatDuration(seconds: number): string {
  const unit = UNITS.find((one) => seconds >= one.seconds)
  if (unit === undefined) return `${Math.floor(seconds)} s`
  const count = Math.floor(seconds / unit.seconds)
  const rest = Math.floor((seconds - count * unit.seconds) / unit.rest)
  const amount = `${count.toLocaleString('en')} ${unit.word}`
  return rest === 0 || count >= MANY ? amount : `${amount} ${rest} ${unit.restWord}`
}
