import type { RepoConfig } from '@/lib/config/config'
import { listPathChanges, type PathChange } from '@/lib/git/list-path-changes'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'

export type WantedChanges = {
  readonly repo: string
  readonly commit: string
  /** Changes that this commit has are left out; null: none are. */
  readonly since: string | null
  readonly path: string
}

export type PathChanges = {
  readonly newest: readonly PathChange[]
  /** All of them, up to a maximum. */
  readonly count: number
  readonly hasMore: boolean
}

const MAX_SHOWN = 20
const MAX_COUNTED = 1_000

/** The commits that changed a path. Runs in a worker process. Throws GitError. */
export async function readPathChanges(
  sync: SyncContext,
  repo: RepoConfig,
  { commit, since, path }: WantedChanges,
): Promise<PathChanges> {
  const mirror = await openRepoMirror(sync.config, repo)
  return await sync.withReadLock({ refs: null, limits: READ_LIMITS }, async () => {
    const range = { commit, since, path, limit: MAX_COUNTED + 1 }
    const changes = await listPathChanges(mirror, range)
    const hasMore = changes.length > MAX_COUNTED
    const count = Math.min(changes.length, MAX_COUNTED)
    return { newest: changes.slice(0, MAX_SHOWN), count, hasMore }
  })
}
