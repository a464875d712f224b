import type { Metadata } from 'next'
import type { EventFilterValues } from '@/components/event/event-filter-values'
import { ExportLinks } from '@/components/event/export-links'
import { NoSuchInstant, PastBar } from '@/components/past/past-bar'
import { PastPicker } from '@/components/past/past-picker'
import { hrefWith } from '@/components/ui/href-with'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findNearEventsOfAll } from '@/lib/index/read/find-near-events'
import { listRepos } from '@/lib/index/read/list-repos'
import { listStages } from '@/lib/index/read/list-stages'
import { parseInstant } from '@/lib/search/parse-instant'
import { firstParam, type SearchParams } from '../search-params'
import { EventResults } from './event-results'
import { parseEventSearch } from './event-search'

export const metadata: Metadata = { title: 'Activity' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function ActivityPage({ searchParams }: Props) {
  const search = await searchParams
  const text = firstParam(search, 'at', 40)
  const at = text === '' ? undefined : parseInstant(text)
  if (at === null) return <NoSuchInstant path="/activity" text={text} />
  const database = getDatabase()
  const viewer = await requireViewer()
  const { values } = parseEventSearch(search)
  const [repos, stages] = await Promise.all([
    listRepos(database, viewer),
    listStages(database, viewer),
  ])
  return (
    <>
      {at === undefined ? null : <PastHead values={values} at={at} />}
      <PageHeader title="Activity">
        <ExportLinks query={hrefWith('', { ...values, at: text })} />
        {at === undefined ? <PastPicker path="/activity" keep={values} /> : null}
      </PageHeader>
      <EventResults
        path="/activity"
        place={at === undefined ? {} : { at: text }}
        scope={{ at }}
        search={search}
        repos={repos.map((repo) => repo.slug)}
        stages={stages}
      />
    </>
  )
}

type HeadProps = { readonly values: EventFilterValues; readonly at: number }

/** Which past instant ends the list, with the ways to others. */
async function PastHead({ values, at }: HeadProps) {
  const near = await findNearEventsOfAll(getDatabase(), await requireViewer(), at)
  return (
    <div className="mb-4">
      <PastBar path="/activity" keep={values} at={at} {...near} />
    </div>
  )
}
