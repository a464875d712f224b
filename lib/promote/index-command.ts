import type { RepoConfig } from '@/lib/config/config'
import { findSuperseding, hasEvents } from '@/lib/index/read/written-tags'
import { type CommandEntry, findCommandEntry, markIndexed } from '@/lib/journal/commands'
import type { PromoteContext } from './context'

/**
 * Brings what a confirmed command wrote into the index, and looks whether somebody else's newer tag has the last
 * word already. A command that cannot be indexed now stays `confirmed`: the remote has the tags all the same. Where
 * somebody has deleted them since, an index without them is up to date as well.
 */
export async function indexCommand(
  context: PromoteContext,
  repo: RepoConfig,
  entry: CommandEntry,
): Promise<CommandEntry> {
  const { sync, world, reads } = context
  const { database } = sync
  if (!(await hasEvents(database, repo.slug, entry.prepared))) {
    if ((await reads.sync(repo.slug)) !== 'synced') return entry
  }
  const tags = entry.prepared.map(({ tag }) => tag)
  const superseded = await findSuperseding(database, repo.slug, tags)
  await markIndexed(database, entry.id, { at: world.now(), superseded })
  const indexed = (await findCommandEntry(database, entry.id)) ?? entry
  context.onState?.(indexed)
  return indexed
}
