const UNITS = [
  { word: 'day', seconds: 86_400 },
  { word: 'hour', seconds: 3600 },
  { word: 'minute', seconds: 60 },
] as const

/** `every 5 minutes`, in the largest unit of which these seconds are whole ones. */
export function formatInterval(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds % candidate.seconds === 0)
  const count = seconds / (unit?.seconds ?? 1)
  const word = unit?.word ?? 'second'
  return count === 1 ? `every ${word}` : `every ${count} ${word}s`
}
