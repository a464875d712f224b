import type { CommandEntry } from '@/lib/journal/commands'
import type { Approval } from '../check/checked'
import type { PromoteContext } from '../context'
import { authorize, listActions } from '../request/authorize'
import { findCurrentActor, isPerson, toIdentity } from '../request/current-actor'
import { isOwnRequest } from '../request/requester'

/** The approvals by people who may still approve the request, as they are known now; none of a person who now counts as
 *  its requester. */
export async function listStandingApprovals(
  context: PromoteContext,
  entry: Pick<CommandEntry, 'repo' | 'commands' | 'approvals' | 'requester'>,
): Promise<readonly Approval[]> {
  const { sync } = context
  const { repo, commands, approvals } = entry
  const standing: Approval[] = []
  for (const { by, targets } of approvals) {
    const actor = await findCurrentActor(sync, by.id)
    const wanted = { slug: repo, actions: listActions(commands, 'approve') }
    const authorized = authorize(sync.config, actor, wanted)
    if (authorized.kind === 'refused' || !isPerson(authorized.actor)) continue
    if (await isOwnRequest(sync, entry, authorized.actor)) continue
    standing.push({ by: toIdentity(authorized.actor), targets })
  }
  return standing
}
