import type { Actor } from '@/lib/auth/actor'
import type { Config } from '@/lib/config/config'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { type CommandEntry, findCommandEntry, listCommandEntries } from '@/lib/journal/commands'
import type { WaitingStageView } from '@/lib/views/board'
import type { CommandState, CommandView } from '@/lib/views/command'
import type { PromoteContext } from '../context'
import { isOwnByRecord } from '../request/requester'
import { viewCommand } from './command-view'

const MAX_LISTED = 200

export type Waiting = { readonly count: number; readonly stamp: string }

/** Null where there is none that the viewer may see. */
export async function findCommand(
  context: PromoteContext,
  viewer: Viewer,
  id: string,
): Promise<CommandView | null> {
  const { sync } = context
  const entry = await findCommandEntry(sync.database, id)
  if (entry === null || !listSlugs(sync.config, viewer).includes(entry.repo)) return null
  return viewCommand(context, entry)
}

/** Which commands to list: that of the request id, those in the state, or all. */
export type Wanted = { readonly id?: string | undefined; readonly state?: CommandState | undefined }

/** The newest 200 of `wanted` that the viewer may see, newest first. */
export async function listCommands(
  context: PromoteContext,
  viewer: Viewer,
  { id, state }: Wanted = {},
): Promise<readonly CommandView[]> {
  const { sync } = context
  // A request whose time is over may still stand as waiting.
  const states: readonly CommandState[] | null =
    state === undefined ? null : state === 'expired' ? ['expired', 'waiting'] : [state]
  const entries = await listCommandEntries(sync.database, {
    repos: listSlugs(sync.config, viewer),
    states,
    id: id ?? null,
    limit: MAX_LISTED,
  })
  const views = entries.map((entry) => viewCommand(context, entry))
  return views.filter((view) => state === undefined || view.state === state)
}

/** The requests that wait and that the viewer may see: `count` of those that `actor` may be able to decide, and a `stamp`
 *  that changes when one is asked for, approved, decided or over. */
export async function readWaiting(
  context: PromoteContext,
  viewer: Viewer,
  actor: Actor | null,
): Promise<Waiting> {
  const waiting = await listWaiting(context, viewer)
  const decides = waiting.filter((entry) => isForDecision(context.sync.config, entry, actor))
  return { count: decides.length, stamp: formatStamp(waiting) }
}

/** The newest 200 requests that wait and that the viewer may see, newest first. */
export async function listWaiting(
  context: Pick<PromoteContext, 'sync' | 'runtime'>,
  viewer: Viewer,
): Promise<readonly CommandEntry[]> {
  const { sync } = context
  const entries = await listCommandEntries(sync.database, {
    repos: listSlugs(sync.config, viewer),
    states: ['waiting'],
    id: null,
    limit: MAX_LISTED,
  })
  return entries.filter((entry) => viewCommand(context, entry).state === 'waiting')
}

/** The stages of models that these requests wait for, one entry for each command about a stage. */
export async function listWaitingStages(
  context: Pick<PromoteContext, 'sync' | 'runtime'>,
  viewer: Viewer,
): Promise<readonly WaitingStageView[]> {
  const waiting = await listWaiting(context, viewer)
  return waiting.flatMap(({ id, repo, commands }) =>
    commands.flatMap((command): WaitingStageView[] => {
      if (!('stage' in command)) return []
      const { artifact, kind, stage } = command
      const version = 'version' in command ? command.version : null
      return [{ id, repo, artifact, kind, stage, version }]
    }),
  )
}

/** Changes when one of the requests is asked for, approved, decided or over. */
export function formatStamp(waiting: readonly CommandEntry[]): string {
  return JSON.stringify(
    waiting.map(({ id, approvals }) => [id, ...approvals.map(({ counts }) => counts)]),
  )
}

function isForDecision(config: Config, entry: CommandEntry, actor: Actor | null): boolean {
  if (actor === null || actor.role === 'viewer') return false
  const hasApproved = entry.approvals.some(({ by, counts }) => counts && by.id === actor.id)
  return !isOwnByRecord(config, entry, actor) && !hasApproved
}

/** The journal outlives a repository's connection, and with it the setting of who may see the repository. */
function listSlugs({ repos }: Pick<Config, 'repos'>, viewer: Viewer): readonly string[] {
  return repos.map(({ slug }) => slug).filter((slug) => canSee(viewer, slug))
}
