import type { Actor } from '@/lib/auth/actor'
import { type Action, decidePermission } from '@/lib/auth/permissions'
import { listTouchedStages } from '@/lib/policy/touched-stages'
import type { CheckedCommand } from './checked'
import type { Refusal } from './views'

/** A token that is limited to stages changes no other stage, by whatever command, and approves no such change. */
export function findStageLimit(
  commands: readonly Pick<CheckedCommand, 'command' | 'plan' | 'loaded'>[],
  by: { readonly actor: Actor | null; readonly action: Action | null; readonly slug: string },
): Refusal | null {
  const { actor, slug } = by
  if (actor === null) return null
  for (const { command, plan, loaded } of commands) {
    for (const { stage } of listTouchedStages(plan, loaded.artifact)) {
      const decided = decidePermission(actor, by.action ?? command.kind, { repo: slug, stage })
      if (decided !== 'yes') return { code: decided, details: { repo: slug, stage } }
    }
  }
  return null
}
