import type { RepoConfig } from '@/lib/config/config'
import { listCommandsIn, OPEN_STATES } from '@/lib/journal/commands'
import type { PromoteContext } from './context'
import { holdRepo } from './hold-repo'
import { indexCommand } from './index-command'

/**
 * Brings to their end the commands of a repository that a process left behind, and into the index what the remote
 * has confirmed. Nothing happens where there are none; while somebody writes, it waits for them.
 */
export async function reconcileRepo(context: PromoteContext, repo: RepoConfig): Promise<void> {
  const { database } = context.sync
  const open = await listCommandsIn(database, repo.slug, [...OPEN_STATES, 'waiting'])
  if (open.length > 0) await holdRepo(context, repo, async () => {})
  for (const entry of await listCommandsIn(database, repo.slug, ['confirmed'])) {
    await indexCommand(context, repo, entry)
  }
}
