import type { Actor } from '@/lib/auth/actor'
import { MAX_VIEWS } from '@/lib/journal/saved-views'
import type { Refusal } from '@/lib/views/refusal'

/** Why a view was not saved, changed or deleted. */
type Fault = 'name-taken' | 'too-many' | 'unknown' | 'not-own'

/** The refusal for what the journal answered. `name`: of the view that was asked for. */
export function viewRefusal(
  fault: Fault,
  { name, actor }: { readonly name: string; readonly actor: Actor },
): Refusal {
  switch (fault) {
    case 'name-taken':
      return { code: 'view-name-taken', details: { name } }
    case 'too-many':
      return { code: 'views-too-many', details: { max: MAX_VIEWS } }
    case 'unknown':
      return { code: 'view-unknown', details: {} }
    case 'not-own':
      return { code: 'role-missing', details: { needed: 'admin', role: actor.role } }
  }
}
