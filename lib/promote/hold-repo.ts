import { setTimeout as pause } from 'node:timers/promises'
import type { RepoConfig } from '@/lib/config/config'
import { holdLease } from '@/lib/database/hold-lease'
import type { PromoteContext } from './context'
import type { Hold } from './hold'
import { reconcile } from './reconcile'
import { PATIENCE_SECONDS } from './work'

/** A process that dies is believed dead after this long; whoever asks next waits no longer than PATIENCE_SECONDS. */
const LEASE_SECONDS = 15

/** How often whoever waits for another process's command looks again, in milliseconds. */
const LOOK_AGAIN = 40

/**
 * Runs `use` while nobody else writes into the repository: in turn within this process, then by the lease. What
 * dead processes left behind is brought to its end before. `busy` where that takes too long.
 */
export async function holdRepo<Value>(
  context: PromoteContext,
  repo: RepoConfig,
  use: (hold: Hold) => Promise<Value>,
): Promise<Value | 'busy'> {
  const turn = { key: repo.slug, seconds: PATIENCE_SECONDS }
  return await context.turns.take(turn, async (secondsLeft) => {
    const deadline = performance.now() + secondsLeft * 1000
    const claim = {
      ...context.world,
      name: `promote:${repo.slug}`,
      seconds: LEASE_SECONDS,
    } as const
    for (;;) {
      const held = await holdLease(context.sync.database, claim, async (lease, lost) => {
        const signal = AbortSignal.any([context.world.signal, lost])
        const hold = { context, repo, lease, signal }
        await reconcile(hold)
        return await use(hold)
      })
      if (held !== 'busy') return held.value
      if (performance.now() > deadline) return 'busy'
      await pause(LOOK_AGAIN, undefined, { signal: context.world.signal })
    }
  })
}
