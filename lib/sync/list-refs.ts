import { fetchRefList } from '@/lib/git/fetch-ref-list'
import type { Mirror } from '@/lib/git/mirror'
import { parseRefList, type RemoteRefs } from '@/lib/git/parse-ref-list'
import { READ_LIMITS, type SyncContext } from './context'

/** A shorter list is parsed in a few milliseconds and need not wait for the read lock. */
const SHORT_BYTES = 1024 ** 2

/**
 * The remote's branches, tags and HEAD, never older than the call. A long list is parsed under the read lock. Throws
 * GitError.
 */
export async function listRefs(
  { withReadLock }: Pick<SyncContext, 'withReadLock'>,
  mirror: Mirror,
  signal?: AbortSignal,
): Promise<RemoteRefs> {
  const list = await fetchRefList(mirror, signal)
  const bytes = list.reduce((sum, chunk) => sum + chunk.length, 0)
  if (bytes < SHORT_BYTES) return parseRefList(list)
  return await withReadLock({ refs: null, limits: READ_LIMITS }, async () => parseRefList(list))
}
