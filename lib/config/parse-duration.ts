const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const

/** Whole seconds of `30s`, `5m`, `1h` or `1d`; null for anything else. */
export function parseDuration(text: string): number | null {
  const match = /^([1-9][0-9]{0,8})([smhd])$/.exec(text)
  if (match === null) return null
  return Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS]
}
