import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Database } from '@/lib/database/database'

/** The variable with the keeper's socket, in the environment of the processes of a test run. */
export const KEEPER = 'SIGNET_TEST_KEEPER'

/** A database in one of its forms, or the URL of the server on which a test makes some of its own. */
export type KeptRequest = Database['kind'] | 'postgres'

export type Lent<Answer> = {
  readonly answer: Answer
  /** Resolves when the keeper has it ready for the next one. */
  giveBack(): Promise<void>
}

/** Whether this process is of a test run that keeps databases. */
export function hasKeeper(): boolean {
  return process.env[KEEPER] !== undefined
}

/** What the keeper of the test run lends, until it is given back or this process ends. */
export async function askKeeper<Answer>(request: KeptRequest): Promise<Lent<Answer>> {
  const socket = connect(process.env[KEEPER] ?? '')
  // A process that has forgotten to give it back ends all the same.
  socket.unref()
  socket.write(`${request}\n`)
  const lines = createInterface({ input: socket })
  const [line] = await once(lines, 'line')
  return {
    answer: JSON.parse(line),
    giveBack: async () => {
      socket.ref()
      const closed = once(socket, 'close')
      socket.end()
      await closed
    },
  }
}
