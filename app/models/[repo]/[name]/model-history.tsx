import { EventTimeline } from '@/components/event/event-timeline'
import { NoEvents } from '@/components/event/no-events'
import { HistoryFilters } from '@/components/model/history-filters'
import { modelHref } from '@/components/model/model-href'
import { IgnoredTagList } from '@/components/repo/ignored-tag-list'
import { Pager } from '@/components/ui/pager'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listEvents } from '@/lib/index/read/list-events'
import { listIgnoredTags } from '@/lib/index/read/list-ignored-tags'
import type { EventKind } from '@/lib/registry/event'
import type { ModelDetailView } from '@/lib/views/model'
import { EVENTS_PER_PAGE, parseEventKind } from '../../../activity/event-search'
import { findForgeLinks } from '../../../forge-links'
import { firstParam, hrefWith, type SearchParams } from '../../../search-params'

type Props = {
  readonly model: ModelDetailView
  readonly stages: readonly string[]
  readonly search: SearchParams
  readonly now: number
}

/** The history tab: every event of the model, and its ignored tags. */
export async function ModelHistory({ model, stages, search, now }: Props) {
  const { repo, name: artifact } = model
  const database = getDatabase()
  const viewer = await requireViewer()
  const kind = parseEventKind(firstParam(search, 'kind'))
  const before = firstParam(search, 'before', 2000)
  const [{ items, next }, ignored] = await Promise.all([
    listEvents(database, viewer, {
      repo,
      artifact,
      kind: kind ?? undefined,
      before: before || undefined,
      limit: EVENTS_PER_PAGE,
    }),
    listIgnoredTags(database, viewer, { repo, artifact, page: 1, pageSize: 50 }),
  ])
  const links = findForgeLinks(repo)
  const link = (change: { kind: EventKind | null; before?: string }) =>
    hrefWith(modelHref(model), { tab: 'history', kind: change.kind, before: change.before ?? null })
  return (
    <div className="flex flex-col gap-4">
      <div>
        <HistoryFilters current={kind} hrefs={kindHrefs((one) => link({ kind: one }))} />
        {items.length === 0 ? (
          <NoEvents filtered={kind ? 'yes' : 'no'} />
        ) : (
          <EventTimeline events={items} order={stages} now={now} links={links} />
        )}
        <Pager
          label="Pages of events"
          summary=""
          previous={before ? { href: link({ kind }), label: 'Newest' } : null}
          next={next ? { href: link({ kind, before: next }), label: 'Older' } : null}
        />
      </div>
      {ignored.items.length > 0 ? (
        <Panel title="Ignored tags" aside={ignored.total}>
          <IgnoredTagList tags={ignored.items} links={links} />
        </Panel>
      ) : null}
    </div>
  )
}

function kindHrefs(href: (kind: EventKind | null) => string): Record<EventKind | 'all', string> {
  return {
    all: href(null),
    registration: href('registration'),
    deregistration: href('deregistration'),
    assignment: href('assignment'),
    unassignment: href('unassignment'),
    deprecation: href('deprecation'),
  }
}
