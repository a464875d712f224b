import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '@/lib/testing/mutate'
import { listProcesses, readCommandLine } from '@/lib/testing/process-tree'

export const VICTIMS = ['server', 'database', 'worker', 'git'] as const

export type Victim = (typeof VICTIMS)[number]

/** How each is recognised by its command line. */
const SIGNS: Readonly<Record<Exclude<Victim, 'server'>, RegExp>> = {
  database: /database\/engine\/main\.mjs/,
  worker: /task-worker\.mjs/,
  git: /^(?:\S*\/)?git(?:-\S+)?\0/,
}

/** How long a process of the kind is waited for. */
const FOUND_MS = 180_000

/** Kills one of the server's processes with SIGKILL, once there is one. Throws where none appears. */
export async function killOne(server: number, victim: Victim, random: Random): Promise<void> {
  for (const until = performance.now() + FOUND_MS; performance.now() < until; await pause(2)) {
    const found = victim === 'server' ? [server] : listVictims(server, SIGNS[victim])
    const chosen = found[random(Math.max(1, found.length))]
    if (chosen !== undefined && kill(chosen)) return
  }
  throw new Error(`no process of the server is a ${victim}`)
}

function listVictims(server: number, sign: RegExp): readonly number[] {
  return listProcesses(server)
    .slice(1)
    .filter((pid) => sign.test(readCommandLine(pid)))
}

function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false // it has ended
  }
}
