import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A process and all that it has started, directly or not. */
export function listTree(root: number): readonly number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = read(`/proc/${name}/stat`)
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    parents.set(Number(name), Number(parent))
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid)
    return pid === root || (parent !== undefined && parent > 1 && isBelow(parent))
  }
  return [...parents.keys()].filter(isBelow)
}

/** Bytes of memory that the processes hold, shared pages divided among those that share them (proportional set size). */
export function readTreeMemory(root: number): number {
  const kilobytes = listTree(root).map((pid) => {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
  })
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024
}

/** The most memory that the tree holds while `work` runs, looked at ten times a second. */
export async function watchTreeMemory<Value>(root: number, work: () => Promise<Value>) {
  let most = 0
  let done = false
  const watch = async () => {
    while (!done) {
      most = Math.max(most, readTreeMemory(root))
      await pause(100)
    }
  }
  const watching = watch()
  try {
    const value = await work()
    return { value, most }
  } finally {
    done = true
    await watching
  }
}

/** Empty for a process that has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
