const FIRST_SECONDS = 60
const MAX_SECONDS = 3600

/** Seconds until the next attempt after `failures` in a row (1 or more): 1 minute doubling to 1 hour. */
export function computeBackoff(failures: number): number {
  return Math.min(FIRST_SECONDS * 2 ** Math.min(failures - 1, 10), MAX_SECONDS)
}
