import { Archive, ArrowUpRight, type LucideIcon, Tag, Undo2, X } from 'lucide-react'
import type { EventKind } from '@/lib/index/views'

type KindLook = { readonly label: string; readonly icon: LucideIcon; readonly tone: string }

/** How each kind of event is named in filters and marked in lists. */
export const EVENT_KINDS = {
  registration: { label: 'Registered', icon: Tag, tone: 'bg-accent-soft text-accent' },
  deregistration: { label: 'Deregistered', icon: X, tone: 'bg-neutral-soft text-neutral' },
  assignment: { label: 'Assigned', icon: ArrowUpRight, tone: 'bg-ok-soft text-ok' },
  unassignment: { label: 'Unassigned', icon: Undo2, tone: 'bg-warning-soft text-warning' },
  deprecation: { label: 'Deprecated', icon: Archive, tone: 'bg-danger-soft text-danger' },
} satisfies Record<EventKind, KindLook>

/** The kinds in the order in which filters offer them. */
export const EVENT_KIND_ORDER: readonly EventKind[] = [
  'registration',
  'assignment',
  'unassignment',
  'deregistration',
  'deprecation',
]
