import {
  EVENT_FILTERS,
  type EventFilterName,
  type EventFilterValues,
  formatFilterValue,
  listSetFilters,
} from '@/components/event/event-filter-values'
import type { FruitlessFilter } from '@/components/event/no-events'
import type { Database } from '@/lib/database/database'
import type { EventFilter } from '@/lib/index/read/event-filter'
import { listEmptyFilters } from '@/lib/index/read/list-empty-filters'
import type { EventScope } from '@/lib/index/read/list-events'
import type { Viewer } from '@/lib/index/read/viewer'

/** The first page of a list, which has no event. */
export type FoundNothing = {
  readonly scope: EventScope
  readonly values: EventFilterValues
  readonly filter: EventFilter
  /** The address of the list with these values. */
  readonly href: (values: Partial<EventFilterValues>) => string
}

/** Why it is empty: its filters, each with what it finds alone. Empty without a filter. */
export async function explainNoMatch(
  database: Database,
  viewer: Viewer,
  { scope, values, filter, href }: FoundNothing,
): Promise<readonly FruitlessFilter[]> {
  const names = listSetFilters(values)
  // A single one was just asked for.
  const empty: readonly EventFilterName[] =
    names.length > 1 ? await listEmptyFilters(database, viewer, { ...scope, filter }) : names
  return names.map((name) => ({
    label: EVENT_FILTERS[name],
    value: formatFilterValue(values, name),
    alone: empty.includes(name) ? 'none' : 'some',
    without: href({ ...values, [name]: '' }),
  }))
}
