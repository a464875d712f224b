import type { CommandEntry } from '@/lib/index/commands'
import type { Identity } from '@/lib/policy/principal'
import type { PromoteContext } from './context'
import { findPresentActor } from './find-present-actor'
import { listActions, permit } from './permit'
import { toIdentity } from './to-identity'

/** Of those who approved, whoever may approve the request now too, as they are known now. */
export async function listStandingApprovers(
  { sync }: PromoteContext,
  { repo, commands, approvals }: Pick<CommandEntry, 'repo' | 'commands' | 'approvals'>,
): Promise<readonly Identity[]> {
  const standing: Identity[] = []
  for (const { by } of approvals) {
    const actor = await findPresentActor(sync, by.id)
    const wanted = { slug: repo, actions: listActions(commands, 'approve') }
    const permitted = permit(sync.config, actor, wanted)
    if (permitted.kind === 'permitted') standing.push(toIdentity(permitted.actor))
  }
  return standing
}
