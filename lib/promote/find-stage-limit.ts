import type { Actor } from '@/lib/auth/actor'
import { type Action, decidePermission } from '@/lib/auth/permissions'
import type { Refusal } from '@/lib/views/refusal'
import type { CheckedCommand } from './checked'

/** A token that is limited to stages changes no other stage, by whatever command, and approves no such change. */
export function findStageLimit(
  commands: readonly Pick<CheckedCommand, 'command' | 'touchedStages'>[],
  by: { readonly actor: Actor | null; readonly action: Action | null; readonly slug: string },
): Refusal | null {
  const { actor, slug } = by
  if (actor === null) return null
  for (const { command, touchedStages } of commands) {
    for (const { stage } of touchedStages) {
      const decided = decidePermission(actor, by.action ?? command.kind, { repo: slug, stage })
      if (decided !== 'yes') return { code: decided, details: { repo: slug, stage } }
    }
  }
  return null
}
