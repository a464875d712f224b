import type { Metadata } from 'next'
import { InsightFilters } from '@/components/insights/insight-filters'
import { InsightsPage, NoInsightModels } from '@/components/insights/insights-page'
import { PastNotice } from '@/components/past/past-notice'
import { buttonClass } from '@/components/ui/button-class'
import { hrefWith } from '@/components/ui/href-with'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { findActor } from '@/lib/auth/find-actor'
import { listOwnNames } from '@/lib/auth/own-names'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listStages } from '@/lib/index/read/list-stages'
import { readInsights } from '@/lib/index/read/read-insights'
import { firstParam, type SearchParams } from '../search-params'
import { buildInsightLinks } from './insight-links'
import {
  fixedParams,
  type InsightSearch,
  insightsHref,
  listKept,
  listRecent,
  parseInsightSearch,
} from './insight-search'

export const metadata: Metadata = { title: 'Insights' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function Page({ searchParams }: Props) {
  const params = await searchParams
  const now = new Date()
  const search = parseInsightSearch(params, now)
  const database = getDatabase()
  const viewer = await requireViewer()
  const me = listOwnNames(await findActor())
  const insights = await readInsights(database, viewer, { ...search.asks, now, me })
  const order = await listStages(database, viewer)
  const { since, until, models } = insights
  const csv = hrefWith('/api/v1/insights.csv', { ...fixedParams(search), by: search.asks.by })
  return (
    <>
      <PageHeader
        title="Insights"
        count={`${models.toLocaleString('en')} ${models === 1 ? 'model' : 'models'}, ${since} to ${until}`}
      >
        <a href={csv} className={buttonClass('outline')}>
          Export CSV
        </a>
      </PageHeader>
      <div className="mb-4 flex flex-col gap-3">
        <Filters search={search} />
        <PastNotice at={firstParam(params, 'at', 40)} />
        {search.areDatesWrong ? <WrongDates /> : null}
      </div>
      {models === 0 && search.q !== '' ? (
        <NoInsightModels />
      ) : (
        <InsightsPage insights={insights} order={order} links={buildInsightLinks(search)} />
      )}
    </>
  )
}

function Filters({ search }: { readonly search: InsightSearch }) {
  const { q, asked } = search
  const isFiltered = q !== '' || asked.since !== '' || asked.until !== ''
  return (
    <InsightFilters
      q={q}
      since={asked.since}
      until={asked.until}
      keep={listKept(search)}
      recent={listRecent(search)}
      clearHref={isFiltered ? insightsHref(search, { q: '', since: '', until: '' }) : null}
    />
  )
}

function WrongDates() {
  return (
    <Notice tone="warning" title="These days are no period">
      The first day must not be after the last one, and there must be fewer than 3,660 days between
      them. The last 90 days are shown.
    </Notice>
  )
}
