import { createSignInLink, formatLinkNotice } from '@/lib/auth/sign-in-link'
import { getConfig } from '@/lib/config/get-config'
import { requireDataDir } from '@/lib/config/require-data-dir'
import { startPromoting } from '@/lib/promote/start-promoting'
import { startSignet } from '@/lib/sync/start'
import { rememberAnswers } from './lib/http/answer-status'
import { followAnswers } from './lib/http/follow-answers'

const STOP_MS = 5000

/** Of these, what the answers under way are given. */
const ANSWERS_MS = 3000

/** Checks the configuration, opens the database, starts the syncs and opens the door to commands; ends the process where that fails. */
export async function startServer(): Promise<void> {
  const answers = followAnswers()
  rememberAnswers()
  let stop: (() => Promise<void>) | null = null
  stopOnSignals(async () => {
    await answers.finish(ANSWERS_MS)
    await stop?.()
  })
  try {
    await requireDataDir(getConfig().dataDir)
    const running = await startSignet()
    stop = () => running.stop()
    const promoting = await startPromoting()
    stop = async () => {
      await promoting.stop()
      await running.stop()
    }
    const link = createSignInLink(getConfig(), new Date())
    if (link !== null) console.log(formatLinkNotice(link))
  } catch (error) {
    console.error(describeStartFailure(error))
    process.exit(1)
  }
}

/** The first signal stops in order, within five seconds; a second one at once. */
function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = () => {
    if (stopping) process.exit(130)
    stopping = true
    setTimeout(() => process.exit(0), STOP_MS)
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Next's own handler waits for open connections, and a page that follows a sync keeps one open.
    process.removeAllListeners(signal)
    process.on(signal, onSignal)
  }
  // Started with a channel to `npm start`: when that is killed, nothing is left behind.
  if (process.channel) process.once('disconnect', onSignal)
}

/** A wrong setting is a sentence for the operator; anything else keeps its stack. */
function describeStartFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'Error') return error
  return error.name === 'ConfigError'
    ? `\nThe configuration cannot be used:\n${error.message}\n`
    : `\nSignet cannot start: ${error.message}\n`
}
