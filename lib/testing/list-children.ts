import { readdirSync, readFileSync } from 'node:fs'

export type Child = { readonly pid: number; readonly command: string }

/** The living processes that this process started itself, with their command lines. Linux alone tells them. */
export function listChildren(): readonly Child[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        if (Number(parent) !== process.pid || state === 'Z') return []
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim()
        return [{ pid: Number(pid), command }]
      } catch {
        return [] // it has ended meanwhile
      }
    })
}
