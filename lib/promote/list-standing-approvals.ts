import type { CommandEntry } from '@/lib/journal/commands'
import type { Approval } from './checked'
import type { PromoteContext } from './context'
import { findPresentActor } from './find-present-actor'
import { isOwnRequest } from './is-own-request'
import { isPerson } from './is-person'
import { listActions, permit } from './permit'
import { toIdentity } from './to-identity'

/** The approvals of the people who may approve the request now too, as they are known now. None of a person who now counts
 *  as its requester. */
export async function listStandingApprovals(
  context: PromoteContext,
  entry: Pick<CommandEntry, 'repo' | 'commands' | 'approvals' | 'requester'>,
): Promise<readonly Approval[]> {
  const { sync } = context
  const { repo, commands, approvals } = entry
  const standing: Approval[] = []
  for (const { by, targets } of approvals) {
    const actor = await findPresentActor(sync, by.id)
    const wanted = { slug: repo, actions: listActions(commands, 'approve') }
    const permitted = permit(sync.config, actor, wanted)
    if (permitted.kind === 'refused' || !isPerson(permitted.actor)) continue
    if (await isOwnRequest(context, entry, permitted.actor)) continue
    standing.push({ by: toIdentity(permitted.actor), targets })
  }
  return standing
}
