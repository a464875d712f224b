import type { Metadata } from 'next'
import { PastNotice } from '@/components/past/past-notice'
import { NoSuchRepo } from '@/components/repo/no-such-repo'
import { RepoDetail } from '@/components/repo/repo-detail'
import { hrefWith } from '@/components/ui/href-with'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { answerNotFound } from '@/lib/http/answer-status'
import { listIgnoredTags } from '@/lib/index/read/list-ignored-tags'
import { listProblems } from '@/lib/index/read/list-problems'
import { listRepos } from '@/lib/index/read/list-repos'
import { decodeSegment } from '../../decode-segment'
import { buildSites, findForgeLinks } from '../../forge-links'
import { countParam, firstParam, type SearchParams } from '../../search-params'
import { syncNow } from '../actions'
import { RepoPipeline } from './repo-pipeline'

type Props = {
  readonly params: Promise<{ slug: string }>
  readonly searchParams: Promise<SearchParams>
}

const PAGE_SIZE = 50

const TABS = ['problems', 'ignored', 'pipeline'] as const

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeSegment((await params).slug) }
}

export default async function RepoPage({ params, searchParams }: Props) {
  const slug = decodeSegment((await params).slug)
  const search = await searchParams
  const database = getDatabase()
  const viewer = await requireViewer()
  const maySync = decidePermission(await findActor(), 'sync', { repo: slug }) === 'yes'
  const repo = (await listRepos(database, viewer)).find((candidate) => candidate.slug === slug)
  if (!repo) {
    answerNotFound()
    return <NoSuchRepo />
  }

  const tab = TABS.find((one) => one === firstParam(search, 'tab')) ?? 'problems'
  const page = countParam(search, 'page', { fallback: 1, max: 1_000_000 })
  const query = { repo: slug, page, pageSize: PAGE_SIZE }
  const list =
    tab === 'pipeline'
      ? { kind: tab, pipeline: <RepoPipeline repo={repo} search={search} />, total: 0 }
      : tab === 'ignored'
        ? { kind: tab, ...(await listIgnoredTags(database, viewer, query)) }
        : { kind: tab, ...(await listProblems(database, viewer, query)) }
  const href = (change: { tab: string | null; page: number | null }) =>
    hrefWith(`/repos/${encodeURIComponent(slug)}`, change)
  const shownTab = tab === 'problems' ? null : tab
  return (
    <div className="flex flex-col gap-4">
      <PastNotice at={firstParam(search, 'at', 40)} />
      <RepoDetail
        repo={repo}
        sites={buildSites([slug])}
        links={findForgeLinks(slug)}
        list={list}
        tabHrefs={{
          problems: href({ tab: null, page: null }),
          ignored: href({ tab: 'ignored', page: null }),
          pipeline: href({ tab: 'pipeline', page: null }),
        }}
        pageHref={{
          previous: page > 1 ? href({ tab: shownTab, page: page > 2 ? page - 1 : null }) : null,
          next: page * PAGE_SIZE < list.total ? href({ tab: shownTab, page: page + 1 }) : null,
        }}
        now={Date.now()}
        syncNow={maySync ? syncNow : null}
      />
    </div>
  )
}
