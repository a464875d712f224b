import type { Metadata } from 'next'
import { EventFilters } from '@/components/event/event-filters'
import { EventTable } from '@/components/event/event-table'
import { NoEvents } from '@/components/event/no-events'
import { PageHeader } from '@/components/ui/page-header'
import { Pager } from '@/components/ui/pager'
import { TablePanel } from '@/components/ui/table-panel'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listEvents } from '@/lib/index/read/list-events'
import { listRepos } from '@/lib/index/read/list-repos'
import { listStages } from '@/lib/index/read/list-stages'
import { findForgeLinks } from '../forge-links'
import { hrefWith, type SearchParams } from '../search-params'
import { parseEventSearch } from './event-search'

export const metadata: Metadata = { title: 'Activity' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function ActivityPage({ searchParams }: Props) {
  const { filter, query, before } = parseEventSearch(await searchParams)
  const database = getDatabase()
  const viewer = await requireViewer()
  const [{ items, next }, repos, stages] = await Promise.all([
    listEvents(database, viewer, query),
    listRepos(database, viewer),
    listStages(database, viewer),
  ])
  const filtered = Object.values(filter).some((value) => value !== '')
  return (
    <>
      <PageHeader title="Activity" />
      <EventFilters filter={filter} repos={repos.map((repo) => repo.slug)} stages={stages} />
      {items.length === 0 ? (
        <NoEvents filtered={filtered ? 'yes' : 'no'} />
      ) : (
        <>
          <TablePanel>
            <EventTable events={items} order={stages} now={Date.now()} findLinks={findForgeLinks} />
          </TablePanel>
          <Pager
            label="Pages of events"
            summary={!next && !before ? `All ${items.length}` : `${items.length} events`}
            previous={before ? { href: hrefWith('/activity', filter), label: 'Newest' } : null}
            next={
              next
                ? { href: hrefWith('/activity', { ...filter, before: next }), label: 'Older' }
                : null
            }
          />
        </>
      )}
    </>
  )
}
