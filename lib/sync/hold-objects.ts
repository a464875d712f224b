import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { RepoConfig } from '@/lib/config/config'
import { holdLease } from '@/lib/database/hold-lease'
import type { Mirror, Oid } from '@/lib/git/mirror'
import { readSizes } from '@/lib/git/read-objects'
import { updateMirror } from '@/lib/git/update-mirror'
import type { SyncContext } from './context'
import { type JobWorld, LEASE_SECONDS } from './run-job'

/** How often whoever waits for another process's sync looks again, in milliseconds. */
const LOOK_AGAIN = 50

export type Holding = {
  readonly mirror: Mirror
  readonly oids: readonly Oid[]
  readonly world: JobWorld
  readonly seconds: number
}

/**
 * Makes sure that the mirror on this disk has the objects: another replica may have synced, and then the index is
 * current and the mirror is not. `missing` where the remote does not have them either. Throws GitError.
 */
export async function holdObjects(
  context: SyncContext,
  repo: RepoConfig,
  { mirror, oids, world, seconds }: Holding,
): Promise<'held' | 'missing' | 'busy'> {
  if (!(await lacks(mirror, oids))) return 'held'
  const deadline = performance.now() + seconds * 1000
  const claim = { ...world, name: `sync:${repo.slug}` as const, seconds: LEASE_SECONDS }
  for (;;) {
    const updated = await holdLease(context.database, claim, (_lease, lost) =>
      updateMirror(mirror, () => {}, AbortSignal.any([world.signal, lost])),
    )
    if (updated !== 'busy') return (await lacks(mirror, oids)) ? 'missing' : 'held'
    if (performance.now() > deadline) return 'busy'
    await pause(LOOK_AGAIN, undefined, { signal: world.signal })
  }
}

async function lacks(mirror: Mirror, oids: readonly Oid[]): Promise<boolean> {
  if (!existsSync(`${mirror.dir}/HEAD`)) return true
  const sizes = await readSizes(mirror, [...new Set(oids)])
  return [...sizes.values()].includes('missing')
}
