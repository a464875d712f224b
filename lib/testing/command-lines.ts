import { readdirSync, readFileSync } from 'node:fs'

/** Command lines of all processes of this machine that contain a text. Linux alone tells them. */
export function commandLines(text: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
      } catch {
        return '' // it has ended meanwhile
      }
    })
    .filter((line) => line.includes(text))
}
