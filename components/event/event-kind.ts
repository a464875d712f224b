import type { EventKind } from '@/lib/registry/event'
import type { IconName } from '../ui/icon-names'

type KindLook = { readonly label: string; readonly icon: IconName; readonly tone: string }

/** The name, icon and colour of each kind of event. */
export const EVENT_KINDS = {
  registration: { label: 'Registered', icon: 'tag', tone: 'bg-accent-soft text-accent' },
  deregistration: { label: 'Deregistered', icon: 'x', tone: 'bg-neutral-soft text-neutral' },
  assignment: { label: 'Assigned', icon: 'arrow-up-right', tone: 'bg-ok-soft text-ok' },
  unassignment: { label: 'Unassigned', icon: 'undo-2', tone: 'bg-warning-soft text-warning' },
  deprecation: { label: 'Deprecated', icon: 'archive', tone: 'bg-danger-soft text-danger' },
} satisfies Record<EventKind, KindLook>

/** The kinds in the order in which filters offer them. */
export const EVENT_KIND_ORDER: readonly EventKind[] = [
  'registration',
  'assignment',
  'unassignment',
  'deregistration',
  'deprecation',
]
