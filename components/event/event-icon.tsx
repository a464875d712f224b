import type { EventView } from '@/lib/views/event'
import { Icon } from '../ui/icon'
import { EVENT_KINDS } from './event-kind'

/** The kind of an event as an icon, beside the sentence that names it. */
export function EventIcon({ event }: { readonly event: Pick<EventView, 'kind' | 'rejected'> }) {
  const { icon, tone: kindTone } = EVENT_KINDS[event.kind]
  const tone = event.rejected ? 'bg-neutral-soft text-neutral' : kindTone
  return (
    <span
      aria-hidden
      className={`grid size-6 flex-none place-items-center rounded-full [&_.icon]:size-3.5 ${tone}`}
    >
      <Icon name={icon} />
    </span>
  )
}
