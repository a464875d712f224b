import { acceptHeldTags } from '@/lib/journal/seen-tags'
import { acceptRefusedRefs } from '@/lib/journal/sync-state'
import { requireRunning } from './running'

export type SyncRequested = 'queued' | 'already-queued' | 'unknown-repo'

/**
 * Queues a sync of the repository, which runs as soon as a worker is free. A request by an admin also accepts the loss
 * of tags that the last sync held back, and allows refs that exceeded a reading limit to be read again.
 */
export async function requestSync(
  slug: string,
  askedBy: 'admin' | 'other',
): Promise<SyncRequested> {
  const running = requireRunning()
  if (!running.context.config.repos.some((repo) => repo.slug === slug)) return 'unknown-repo'
  if (askedBy === 'admin') {
    await acceptHeldTags(running.context.database, slug)
    await acceptRefusedRefs(running.context.database, slug)
  }
  return await running.queue.send(slug, 0)
}
