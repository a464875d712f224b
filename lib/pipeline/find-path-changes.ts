import { GitError } from '@/lib/git/git-error'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { getOrCreate } from '@/lib/runtime'
import { requireRunning } from '@/lib/sync/running'
import type { PathChanges, WantedChanges } from './read-path-changes'
import { readStoredChanges, storeChanges } from './stored-path-changes'

/** Reads that are under way. */
const reading = () =>
  getOrCreate('path-changes', () => new Map<string, Promise<PathChanges | null>>())

/** Reads at once: the workers also serve previews and commands, which do not wait for readers. */
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
  const name = [repo, commit, since, path].join(' ')
  const known = reading().get(name)
  if (known !== undefined) return await known
  if (reading().size >= MAX_READING) return null
  const asked = workers.requests
    .run<PathChanges | null>({ name: 'changes', repo, args: [wanted] })
    .catch(nothing)
    .then(async (changes) => {
      await storeChanges(database, wanted, { changes, readAt: new Date() })
      return changes
    })
    .finally(() => reading().delete(name))
  reading().set(name, asked)
  return await asked
}

function nothing(error: unknown): null {
  if (error instanceof GitError) return null
  throw error
}
