import type { Actor } from '@/lib/auth/actor'
import type { CommandEntry } from '@/lib/index/commands'
import { isSamePerson } from '@/lib/policy/is-same-person'
import type { PromoteContext } from './context'
import { findPresentActor } from './find-present-actor'

/** Whether `actor` is who asked: by what was known of them then, or by what is known of them now. */
export async function isOwnRequest(
  { sync }: PromoteContext,
  { requester }: Pick<CommandEntry, 'requester'>,
  actor: Actor,
): Promise<boolean> {
  if (isSamePerson(requester, actor)) return true
  const present = await findPresentActor(sync, requester.id)
  return present !== null && isSamePerson(present, actor)
}
