import type { EventKind } from '@/lib/index/views'
import { EVENT_KINDS } from './event-kind'

/** An event's kind as an icon; the sentence beside it says it in words. */
export function EventIcon({ kind }: { readonly kind: EventKind }) {
  const { icon: Icon, tone } = EVENT_KINDS[kind]
  return (
    <span
      aria-hidden
      className={`grid size-6 flex-none place-items-center rounded-full [&_.lucide]:size-3.5 ${tone}`}
    >
      <Icon />
    </span>
  )
}
