const FORM = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(Z?)$/i

/**
 * A time of `allowed_signers` (`YYYYMMDD[HHMM[SS]][Z]`) as Unix seconds, null where it is none. Without `Z` it
 * is the server's own time zone, and that zone's standard time all year, as in OpenSSH.
 */
export function parseSignerTime(text: string): number | null {
  const match = FORM.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0))
  if (month < 1 || month > 12 || day < 1 || day > 31) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  const utc = Date.UTC(year, month - 1, day, hour, minute, second) / 1000
  const seconds = match[7] ? utc : utc + standardOffset(year) * 60
  return year >= 1970 && seconds > 0 ? seconds : null
}

/** Minutes that standard time is behind UTC; summer time is ahead of it on both hemispheres. */
function standardOffset(year: number): number {
  return Math.max(
    new Date(year, 0, 1).getTimezoneOffset(),
    new Date(year, 6, 1).getTimezoneOffset(),
  )
}
