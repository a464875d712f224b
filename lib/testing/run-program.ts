import { type SpawnSyncReturns, spawnSync } from 'node:child_process'

/** Generous: a program of another project may take minutes for what is asked of it. */
const LIMIT = 30 * 60_000

/** Runs a program to its end and gives what it wrote and how it ended. */
export function runProgram(program: string, args: readonly string[]): SpawnSyncReturns<string> {
  const options = { encoding: 'utf8', timeout: LIMIT, maxBuffer: 2 ** 30 } as const
  return spawnSync(program, args, options)
}
