import type { Actor } from '@/lib/auth/actor'
import type { Config } from '@/lib/config/config'
import { canSee } from '@/lib/index/can-see'
import { type CommandState, findCommandEntry, listCommandEntries } from '@/lib/index/commands'
import type { Viewer } from '@/lib/index/views'
import { isSamePerson } from '@/lib/policy/is-same-person'
import type { PromoteContext } from './context'
import { formatCommand } from './format-command'
import type { CommandView } from './views'

/** The newest so many are listed. */
const LIMIT = 200

/** Null where there is none that the viewer may see. */
export async function findCommand(
  { sync, world }: PromoteContext,
  viewer: Viewer,
  id: string,
): Promise<CommandView | null> {
  const entry = await findCommandEntry(sync.database, id)
  if (entry === null || !listSlugs(sync.config, viewer).includes(entry.repo)) return null
  return formatCommand(entry, world.now())
}

/** The newest 200 that the viewer may see, newest first; `state`: only those that are in it. */
export async function listCommands(
  { sync, world }: PromoteContext,
  viewer: Viewer,
  { state }: { readonly state?: CommandState } = {},
): Promise<readonly CommandView[]> {
  // A request whose time is over may still stand as waiting.
  const states: readonly CommandState[] | null =
    state === undefined ? null : state === 'expired' ? ['expired', 'waiting'] : [state]
  const entries = await listCommandEntries(sync.database, {
    ...{ repos: listSlugs(sync.config, viewer), states, limit: LIMIT },
  })
  const views = entries.map((entry) => formatCommand(entry, world.now()))
  return views.filter((view) => state === undefined || view.state === state)
}

/** How many requests wait for a decision that `actor` may be able to make. */
export async function countWaiting(
  { sync, world }: PromoteContext,
  viewer: Viewer,
  actor: Actor | null,
): Promise<number> {
  if (actor === null || actor.role === 'viewer') return 0
  const states = ['waiting'] as const
  const entries = await listCommandEntries(sync.database, {
    ...{ repos: listSlugs(sync.config, viewer), states, limit: LIMIT },
  })
  const now = world.now()
  return entries.filter(
    (entry) =>
      formatCommand(entry, now).state === 'waiting' &&
      !isSamePerson(entry.requester, actor) &&
      !entry.approvals.some(({ by }) => by.id === actor.id),
  ).length
}

/** Changes when a request that the viewer may see is asked for, approved, decided or over. */
export async function stampWaiting(context: PromoteContext, viewer: Viewer): Promise<string> {
  const waiting = await listCommands(context, viewer, { state: 'waiting' })
  return JSON.stringify(waiting.map(({ id, approvals }) => [id, approvals.length]))
}

/** The journal outlives a repository's connection, and with it the setting of who may see the repository. */
function listSlugs({ repos }: Pick<Config, 'repos'>, viewer: Viewer): readonly string[] {
  return repos.map(({ slug }) => slug).filter((slug) => canSee(viewer, slug))
}
