import { DrawnEvents } from '@/components/event/drawn-events'
import { type EventContent, listEvent } from '@/components/event/event-content'
import type { EventFilterValues } from '@/components/event/event-filter-values'
import { EventFilters } from '@/components/event/event-filters'
import { NoEvents, NoMatch, NoOlder } from '@/components/event/no-events'
import { hrefWith } from '@/components/ui/href-with'
import { Pager } from '@/components/ui/pager'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { type EventScope, listEvents } from '@/lib/index/read/list-events'
import { findForgeLinks } from '../forge-links'
import type { SearchParams } from '../search-params'
import { EVENTS_PER_PAGE, parseEventSearch } from './event-search'
import { explainNoMatch, type FoundNothing } from './explain-no-match'
import { formatSummary } from './format-summary'

type Props = {
  readonly path: string
  /** Parameters of the address besides the filters. */
  readonly place: Readonly<Record<string, string>>
  /** Empty for the events of all models. `at`: only until then; `place` has it as the address does. */
  readonly scope: EventScope
  readonly search: SearchParams
  /** The slugs of all repositories; null where the events are of one model. */
  readonly repos: readonly string[] | null
  readonly stages: readonly string[]
}

/** A filtered list of events with its form and its pages. */
export async function EventResults({ path, place, scope, search, repos, stages }: Props) {
  const { values, filter, before } = parseEventSearch(search)
  const request = { ...scope, filter, before, limit: EVENTS_PER_PAGE }
  const { items, next } = await listEvents(getDatabase(), await requireViewer(), request)
  const content: EventContent = {
    events: items.map((event) => listEvent(event, findForgeLinks(event.repo))),
    order: stages,
    of: repos === null ? 'model' : 'all',
    at: place.at ?? '',
  }
  const href = (change: Partial<EventFilterValues>, cursor: string | null = null) =>
    hrefWith(path, { ...place, ...change, before: cursor })
  return (
    <>
      <EventFilters values={values} action={href({})} repos={repos} stages={stages}>
        {Object.entries(place).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </EventFilters>
      {items.length > 0 ? (
        <DrawnEvents content={JSON.stringify(content)} />
      ) : before === undefined ? (
        <NothingFound search={{ scope, values, filter, href }} />
      ) : (
        <NoOlder />
      )}
      <Pager
        label="Pages of events"
        summary={items.length === 0 ? '' : formatSummary(items.length, { before, next })}
        previous={before ? { href: href(values), label: 'Newest' } : null}
        next={next ? { href: href(values, next), label: 'Older' } : null}
      />
    </>
  )
}

async function NothingFound({ search }: { readonly search: FoundNothing }) {
  const filters = await explainNoMatch(getDatabase(), await requireViewer(), search)
  return filters.length > 0 ? <NoMatch filters={filters} /> : <NoEvents />
}
