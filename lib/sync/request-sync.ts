import { acceptHeldTags } from '@/lib/journal/seen-tags'
import { acceptRefusedRefs } from '@/lib/journal/sync-state'
import { requireRunning } from './running'

export type SyncRequested = 'queued' | 'already-queued' | 'unknown-repo'

/**
 * Puts a sync of the repository into the queue, to run as soon as a worker is free. An admin who asks
 * accepts that tags are gone which the last sync held back, and lets refs be read again that took too much; others do
 * not.
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
