import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { programFile } from './program-file'
import type { Answered, Order } from './promote-program'

export type PromoteProgram = {
  /** Begins all of them at once; `killed` when the process ended before it answered. */
  readonly order: (orders: readonly Order[]) => Promise<readonly Answered[] | 'killed'>
  readonly close: () => Promise<void>
}

export type ProgramPlace = {
  readonly databaseUrl: string
  readonly dataDir: string
  readonly remote: string
  readonly name: string
}

/** Starts `promote-program.ts`, and waits until it takes orders. */
export async function startPromoteProgram(place: ProgramPlace): Promise<PromoteProgram> {
  const { databaseUrl, dataDir, remote, name } = place
  const args = [programFile('promote'), databaseUrl, dataDir, remote, name]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const first = await lines.next()
  if (first.value !== 'ready') throw new Error('the program did not start')
  return {
    order: async (orders) => {
      child.stdin.write(`${JSON.stringify(orders)}\n`)
      const line = await lines.next()
      return line.done ? 'killed' : JSON.parse(line.value)
    },
    close: async () => {
      child.stdin.end()
      await closed
    },
  }
}
