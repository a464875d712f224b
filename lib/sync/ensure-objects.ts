import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { RepoConfig } from '@/lib/config/config'
import { withLease } from '@/lib/database/with-lease'
import type { Mirror, Oid } from '@/lib/git/mirror'
import { readSizes } from '@/lib/git/read-objects'
import { updateMirror } from '@/lib/git/update-mirror'
import type { SyncContext } from './context'
import { type JobRuntime, LEASE_SECONDS } from './run-job'

/** The interval at which a caller that waits for another process's sync tries again, in milliseconds. */
const RETRY_MS = 250

export type ObjectsWanted = {
  readonly mirror: Mirror
  readonly oids: readonly Oid[]
  readonly runtime: JobRuntime
  readonly seconds: number
}

/**
 * Makes sure that the mirror on this disk has the objects: another replica may have synced, and then the index is
 * current and the mirror is not. `missing` when the remote does not have them either. Throws GitError.
 */
export async function ensureObjects(
  context: SyncContext,
  repo: RepoConfig,
  { mirror, oids, runtime, seconds }: ObjectsWanted,
): Promise<'held' | 'missing' | 'busy'> {
  const deadline = performance.now() + seconds * 1000
  const claim = { ...runtime, name: `sync:${repo.slug}` as const, seconds: LEASE_SECONDS }
  // Another process that holds the lease fetches first, and may then wait for a read lock that this caller has.
  while (await isMissingAny(mirror, oids)) {
    const updated = await withLease(context.database, claim, (_lease, lost) =>
      updateMirror(mirror, () => {}, AbortSignal.any([runtime.signal, lost])),
    )
    if (updated !== 'busy') return (await isMissingAny(mirror, oids)) ? 'missing' : 'held'
    if (performance.now() > deadline) return 'busy'
    await pause(RETRY_MS, undefined, { signal: runtime.signal })
  }
  return 'held'
}

async function isMissingAny(mirror: Mirror, oids: readonly Oid[]): Promise<boolean> {
  if (!existsSync(`${mirror.dir}/HEAD`)) return true
  const sizes = await readSizes(mirror, [...new Set(oids)])
  return [...sizes.values()].includes('missing')
}
