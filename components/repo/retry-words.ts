const MINUTE_MS = 60_000

/** When the next attempt comes, where that is too near to be counted in minutes; else null. Takes an ISO instant and milliseconds. */
export function retryWords(at: string, now: number): 'now' | 'within a minute' | null {
  const ahead = Date.parse(at) - now
  if (ahead <= 0) return 'now'
  return ahead < MINUTE_MS ? 'within a minute' : null
}
