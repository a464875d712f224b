import type { Metadata } from 'next'
import { EntryTable } from '@/components/insights/entry-table'
import { LIST_WORDS } from '@/components/insights/list-words'
import { PastNotice } from '@/components/past/past-notice'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { pageSummary } from '@/components/ui/page-summary'
import { Pager } from '@/components/ui/pager'
import { UntrustedText } from '@/components/ui/untrusted-text'
import { findActor } from '@/lib/auth/find-actor'
import { listOwnNames } from '@/lib/auth/own-names'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listInsightEntries } from '@/lib/index/read/list-insight-entries'
import { listStages } from '@/lib/index/read/list-stages'
import { buildDates } from '@/lib/insights/period'
import { firstParam, type SearchParams } from '../../search-params'
import { insightsHref } from '../insight-search'
import {
  ENTRIES_PER_PAGE,
  findStageTest,
  type ListSearch,
  listHref,
  parseListSearch,
} from './list-search'

type Props = { readonly searchParams: Promise<SearchParams> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { of } = parseListSearch(await searchParams, new Date())
  return { title: `${LIST_WORDS[of].title} · Insights` }
}

export default async function InsightListPage({ searchParams }: Props) {
  const params = await searchParams
  const now = new Date()
  const search = parseListSearch(params, now)
  const { of, page } = search
  const database = getDatabase()
  const viewer = await requireViewer()
  const me = listOwnNames(await findActor())
  const request = { ...search.asks, of, isStage: findStageTest(search), now, me }
  const pages = { page, pageSize: ENTRIES_PER_PAGE }
  const found = await listInsightEntries(database, viewer, { ...request, ...pages })
  const order = await listStages(database, viewer)
  return (
    <>
      <PageHeader title={LIST_WORDS[of].title} count={found.total.toLocaleString('en')}>
        <a href={insightsHref(search)} className={buttonClass('quiet')}>
          All insights
        </a>
        <a
          href={listHref(search, 1, '/api/v1/insights/list.csv')}
          className={buttonClass('outline')}
        >
          Export CSV
        </a>
      </PageHeader>
      <About search={search} />
      <PastNotice at={firstParam(params, 'at', 40)} />
      {found.items.length > 0 ? (
        <EntryTable of={of} entries={found.items} order={order} now={now.getTime()} />
      ) : (
        <EmptyState icon="search-x" title="Nothing here">
          <p>
            Nothing of this list is in the period, or the address asks for a page after its end.
          </p>
        </EmptyState>
      )}
      <Pager
        label="Pages of the list"
        summary={found.items.length > 0 ? pageSummary(found) : ''}
        previous={page > 1 ? { href: listHref(search, page - 1), label: 'Previous' } : null}
        next={
          page * ENTRIES_PER_PAGE < found.total
            ? { href: listHref(search, page + 1), label: 'Next' }
            : null
        }
      />
    </>
  )
}

/** What is listed: of which stage, models and days. */
function About({ search }: { readonly search: ListSearch }) {
  const { of, stage, where, q } = search
  const { since, until } = buildDates(search.asks.period)
  return (
    <p className="mb-4 text-text-soft">
      {LIST_WORDS[of].says} From {since} to {until} (UTC)
      {stage === '' ? null : (
        <>
          , stage <UntrustedText text={stage} max={80} />
        </>
      )}
      {where === 'production' && stage === '' ? ', in production' : null}
      {q === '' ? null : (
        <>
          , models of <code className="text-xs wrap-anywhere">{q}</code>
        </>
      )}
      .
    </p>
  )
}
