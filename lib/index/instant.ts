import type { Instant } from '@/lib/snapshot/types'

const DAY_MINUTES = 1440

/** ISO 8601 with the writer's zone, as GTO prints it: `2023-06-01T13:24:08+00:00`. An offset of a day or more, which
 *  Git lets through, has no such form: then the time is in UTC. */
export function formatInstant({ seconds, offset }: Instant): string {
  const minutes = Math.abs(offset) < DAY_MINUTES ? offset : 0
  const local = new Date((seconds + minutes * 60) * 1000).toISOString().replace('.000Z', '')
  return `${local}${minutes < 0 ? '-' : '+'}${formatOffset(Math.abs(minutes))}`
}

function formatOffset(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}
