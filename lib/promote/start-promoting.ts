import { describeOutage } from '@/lib/database/describe-outage'
import { requireRunning } from '@/lib/sync/running'
import { askDemoRequest } from './ask-demo-request'
import { openPromoteContext } from './context'
import { promoting } from './entry-point'
import { recoverRepo } from './execute/recover-commands'
import { askWorkers } from './repo-reads'

/** How often commands that a dead process left are looked for, in seconds. */
const RECOVERY_SECONDS = 30

/** Lets this process run commands, when the syncs run, and recovers commands that were left. Returns what ends it. */
export async function startPromoting(): Promise<{ readonly stop: () => Promise<void> }> {
  const running = requireRunning()
  const stopping = new AbortController()
  const signal = AbortSignal.any([running.runtime.signal, stopping.signal])
  const onBug = (error: unknown) => {
    if (!signal.aborted) console.error('A command failed:', describeOutage(error))
  }
  const reads = askWorkers(running.workers.requests)
  const runtime = { ...running.runtime, signal, onBug }
  const context = await openPromoteContext(running.context, runtime, reads)
  if (context.signer.kind === 'off') console.warn(`Nothing can be written: ${context.signer.why}`)
  promoting.set(context)
  let working: Promise<void> = Promise.resolve()
  const recover = () => {
    working = working.then(async () => {
      for (const repo of context.sync.config.repos) {
        if (!signal.aborted) await recoverRepo(context, repo).catch(onBug)
      }
    })
  }
  recover()
  const asking = askDemoRequest(context).catch(onBug)
  const timer = setInterval(recover, RECOVERY_SECONDS * 1000)
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await Promise.all([working, asking])
    },
  }
}
