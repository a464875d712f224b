import { createInterface } from 'node:readline'
import { openDatabase } from '@/lib/database/database'
import { executeCommand } from '@/lib/promote/execute/execute-command'
import type { CommandState } from '@/lib/views/command'
import { assign, buildActor, buildRequest, openPromoteWorld } from './promote-world'

/**
 * A server's commands in a process of its own, for tests of races and kills:
 * `tsx promote-program.ts DATABASE_URL DATA_DIR REMOTE NAME`. Each line of its input is a JSON list of orders, which it
 * begins at the same time; it answers with a line of their outcomes. With `killAt` it ends itself, as by kill -9, at
 * the moment when the command has reached that state.
 */
export type Order = {
  readonly requestId: string
  readonly version: string
  readonly expected: string | null
  readonly killAt: CommandState | null
  /** Milliseconds from then until it ends; 0: at that very moment. */
  readonly killAfter?: number
}

export type Answered = {
  readonly version: string
  readonly state: string
  readonly details: unknown
}

async function main([databaseUrl = '', dataDir = '', remote = '', name = '']: readonly string[]) {
  const database = await openDatabase({ dataDir, databaseUrl })
  const world = await openPromoteWorld(database, { repos: { ml: remote }, dataDir, holder: name })
  const end = () => process.kill(process.pid, 'SIGKILL')
  let isEnding = false
  const carryOut = async (order: Order): Promise<Answered> => {
    const { requestId, version, expected, killAt, killAfter = 0 } = order
    const asked = buildRequest([assign('churn', version, 'production')], { requestId, expected })
    const context = {
      ...world.promote,
      onState: ({ state }: { readonly state: string }) => {
        if (state !== killAt) return
        if (killAfter === 0) end()
        isEnding = true
        setTimeout(end, killAfter)
      },
    }
    const outcome = await executeCommand(context, buildActor(name), asked)
    // A machine that is fast may be done before: then it is killed after that, and has not answered.
    if (isEnding) await new Promise(() => {})
    return outcome.kind === 'command'
      ? { version, state: outcome.command.state, details: outcome.command.tags[0]?.tag }
      : { version, state: outcome.refusal.code, details: outcome.refusal.details }
  }
  console.log('ready')
  for await (const line of createInterface({ input: process.stdin })) {
    const orders: readonly Order[] = JSON.parse(line)
    console.log(JSON.stringify(await Promise.all(orders.map(carryOut))))
  }
  await world.close()
  await database.close()
}

await main(process.argv.slice(2))
