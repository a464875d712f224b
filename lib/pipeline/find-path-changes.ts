import { GitError } from '@/lib/git/git-error'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { requireRunning } from '@/lib/sync/running'
import { readOnce } from './read-once'
import type { PathChanges, WantedChanges } from './read-path-changes'
import { readStoredChanges, storeChanges } from './stored-path-changes'

/** Paths that are read at once. */
const MAX_READING = 2

/**
 * The commits that changed a path: what is stored of them, else what a worker process reads now and stores. Null where git
 * does not tell in time.
 */
export async function findPathChanges(
  viewer: Viewer,
  wanted: WantedChanges,
): Promise<PathChanges | null> {
  if (!canSee(viewer, wanted.repo)) return null
  const { context, workers } = requireRunning()
  const { database } = context
  const stored = await readStoredChanges(database, wanted, new Date())
  if (stored !== null) return stored.changes
  const { repo, commit, since, path } = wanted
  return await readOnce({
    ...{ kind: 'path-changes', key: [repo, commit, since, path].join(' '), most: MAX_READING },
    read: async () => {
      const task = { name: 'changes', repo, args: [wanted] }
      const changes = await workers.requests.run<PathChanges | null>(task).catch(nothing)
      await storeChanges(database, wanted, { changes, readAt: new Date() })
      return changes
    },
  })
}

function nothing(error: unknown): null {
  if (error instanceof GitError) return null
  throw error
}
