import type { EventKind } from '@/lib/registry/event'
import { EVENT_KIND_ORDER, EVENT_KINDS } from '../event/event-kind'

type Props = {
  readonly current: EventKind | null
  readonly hrefs: Readonly<Record<EventKind | 'all', string>>
}

const LOOK =
  'flex h-7 items-center rounded-full border border-line-strong px-2.5 text-xs text-text-soft hover:bg-raised hover:text-text aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:text-text'

/** Shows events of one kind only: links, one per kind. */
export function HistoryFilters({ current, hrefs }: Props) {
  return (
    <nav aria-label="Kinds of events" className="mb-4 flex flex-wrap gap-1.5">
      <a href={hrefs.all} aria-current={current === null ? 'true' : undefined} className={LOOK}>
        All
      </a>
      {EVENT_KIND_ORDER.map((kind) => (
        <a
          key={kind}
          href={hrefs[kind]}
          aria-current={current === kind ? 'true' : undefined}
          className={LOOK}
        >
          {EVENT_KINDS[kind].label}
        </a>
      ))}
    </nav>
  )
}
