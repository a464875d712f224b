import { describeOutage } from '@/lib/database/describe-outage'
import { requireRunning } from '@/lib/sync/running'
import { promoting } from './door'
import { openPromoting } from './open-promoting'
import { reconcileRepo } from './reconcile-repo'
import { askWorkers } from './repo-reads'

/** What a dead process left behind is looked for this often, in seconds. */
const TICK = 30

/** Opens the door to commands, once the syncs run, and looks after what is left behind. Returns what closes it. */
export async function startPromoting(): Promise<{ readonly stop: () => Promise<void> }> {
  const running = requireRunning()
  const stopping = new AbortController()
  const signal = AbortSignal.any([running.world.signal, stopping.signal])
  const onBug = (error: unknown) => {
    if (!signal.aborted) console.error('A command failed:', describeOutage(error))
  }
  const reads = askWorkers(running.workers.requests)
  const context = await openPromoting(running.context, { ...running.world, signal, onBug }, reads)
  if (context.signer.kind === 'off') console.warn(`Nothing can be written: ${context.signer.why}`)
  promoting.set(context)
  let working: Promise<void> = Promise.resolve()
  const tick = () => {
    working = working.then(async () => {
      for (const repo of context.sync.config.repos) {
        if (!signal.aborted) await reconcileRepo(context, repo).catch(onBug)
      }
    })
  }
  tick()
  const timer = setInterval(tick, TICK * 1000)
  return {
    stop: async () => {
      clearInterval(timer)
      stopping.abort()
      await working
    },
  }
}
