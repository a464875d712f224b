import type { Actor } from '@/lib/auth/actor'
import { decidePermission } from '@/lib/auth/permissions'
import type { ViewEditor } from '@/lib/journal/saved-views'

/** Which views an actor may change. */
export function viewEditor(actor: Actor): ViewEditor {
  const may = decidePermission(actor, 'all-views') === 'yes' ? 'own-and-shared' : 'own'
  return { id: actor.id, may }
}
