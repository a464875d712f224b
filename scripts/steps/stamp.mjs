import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Whether the file at `place` holds this stamp. */
export function hasStamp(place, stamp) {
  return existsSync(place) && readFileSync(place, 'utf8') === stamp
}

/** Remembers what was made from which sources. Written last, so that an interrupted step is repeated. */
export function writeStamp(place, stamp) {
  writeFileSync(place, stamp)
}
