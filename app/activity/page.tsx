import type { Metadata } from 'next'
import { ExportLinks } from '@/components/event/export-links'
import { hrefWith } from '@/components/ui/href-with'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listRepos } from '@/lib/index/read/list-repos'
import { listStages } from '@/lib/index/read/list-stages'
import type { SearchParams } from '../search-params'
import { EventResults } from './event-results'
import { parseEventSearch } from './event-search'

export const metadata: Metadata = { title: 'Activity' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function ActivityPage({ searchParams }: Props) {
  const search = await searchParams
  const database = getDatabase()
  const viewer = await requireViewer()
  const [repos, stages] = await Promise.all([
    listRepos(database, viewer),
    listStages(database, viewer),
  ])
  return (
    <>
      <PageHeader title="Activity">
        <ExportLinks query={hrefWith('', parseEventSearch(search).values)} />
      </PageHeader>
      <EventResults
        path="/activity"
        place={{}}
        scope={{}}
        search={search}
        repos={repos.map((repo) => repo.slug)}
        stages={stages}
      />
    </>
  )
}
