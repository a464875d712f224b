import type { Actor } from '@/lib/auth/actor'
import { type CommandEntry, findCommandEntry, insertCommand } from '@/lib/journal/commands'
import { type Asked, findFault, hashAsked } from './asked'
import { carryOn } from './carry-on'
import type { PromoteContext } from './context'
import { formatOutcome } from './format-command'
import type { Hold } from './hold'
import { holdRepo } from './hold-repo'
import { indexCommand } from './index-command'
import { type CommandOutcome, refuse } from './outcome'
import { listActions, permit } from './permit'
import { proceed } from './proceed'
import { toIdentity } from './to-identity'

/**
 * Writes what is asked, or puts it before those who have to approve. What the remote has not confirmed is never
 * called done. The same request id with the same content gives the first answer again, however often and at the
 * same time it is sent; with other content it is refused.
 */
export async function run(
  context: PromoteContext,
  actor: Actor | null,
  asked: Asked,
): Promise<CommandOutcome> {
  const fault = findFault(asked)
  if (fault !== null) return refuse(fault.code, fault.details)
  const actions = listActions(asked.commands)
  const permitted = permit(context.sync.config, actor, { slug: asked.repo, actions })
  if (permitted.kind === 'refused') return { ...permitted, command: null }
  const wanted = { asked, actor: permitted.actor, content: hashAsked(asked, permitted.actor) }
  const entry = await holdRepo(context, permitted.repo, (hold) => begin(hold, wanted))
  if (entry === 'busy') return refuse('busy')
  if (entry === 'reused') return refuse('request-id-reused')
  return await finish(context, permitted.repo, entry)
}

/** The answer to a command that has come as far as it can, once the index has what it wrote. */
export async function finish(
  context: PromoteContext,
  repo: Hold['repo'],
  entry: CommandEntry,
): Promise<CommandOutcome> {
  const last = entry.state === 'confirmed' ? await indexCommand(context, repo, entry) : entry
  return formatOutcome(last, context.world.now())
}

type Wanted = { readonly asked: Asked; readonly actor: Actor; readonly content: string }

async function begin(
  hold: Hold,
  { asked, actor, content }: Wanted,
): Promise<CommandEntry | 'reused'> {
  const { context, lease } = hold
  const { database } = context.sync
  const before = await findCommandEntry(database, asked.requestId)
  if (before !== null) return before.content === content ? before : 'reused'
  const { repo, commands, reason } = asked
  const inserted = await insertCommand(database, lease, {
    asked: { id: asked.requestId, repo, commands, reason, content, requester: toIdentity(actor) },
    at: context.world.now(),
  })
  // Taken in this moment, for another repository.
  if (inserted === null) return 'reused'
  context.onState?.(inserted)
  return await carryOn(hold, inserted, {
    act: () => proceed(hold, inserted, { actor, expected: asked.expected }),
    asJournaled: (entry) => entry,
  })
}
