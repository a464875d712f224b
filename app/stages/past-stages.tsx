import { BoardFilters } from '@/components/board/board-filters'
import { PastBoard } from '@/components/board/past-board'
import { BusyPast, NoSuchInstant, PastBar } from '@/components/past/past-bar'
import { PastNote } from '@/components/past/past-note'
import { EmptyState } from '@/components/ui/empty-state'
import { hrefWith } from '@/components/ui/href-with'
import { PageHeader } from '@/components/ui/page-header'
import { pageSummary } from '@/components/ui/page-summary'
import { Pager } from '@/components/ui/pager'
import { PastTheEnd } from '@/components/ui/past-the-end'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findNearEventsOfAll } from '@/lib/index/read/find-near-events'
import { listBoard } from '@/lib/index/read/list-board'
import { listFacets } from '@/lib/index/read/list-facets'
import { parseInstant } from '@/lib/search/parse-instant'
import { prepareInstant } from '../prepare-instant'
import { type BoardSearch, PAGE_SIZE } from './board-search'

type Props = {
  /** The instant as the address has it. */
  readonly at: string
  readonly search: Pick<BoardSearch, 'filter' | 'choice' | 'page'>
}

/** The board as it was at an instant. */
export async function PastStages({ at: text, search: { filter, choice, page } }: Props) {
  const at = parseInstant(text)
  if (at === null) return <NoSuchInstant path="/stages" text={text} />
  const request = { filter, page, pageSize: PAGE_SIZE, waiting: [], at }
  const database = getDatabase()
  const viewer = await requireViewer()
  if ((await prepareInstant(viewer, at)) === 'busy') {
    return <BusyPast path="/stages" keep={choice} at={text} />
  }
  const board = await listBoard(database, viewer, request)
  const facets = await listFacets(database, { viewer, at })
  const near = await findNearEventsOfAll(database, viewer, at)
  const { total, items } = board
  const link = (to: number) =>
    hrefWith('/stages', { ...choice, at: text, page: to === 1 ? null : to })
  return (
    <>
      <div className="mb-4 flex flex-col gap-4">
        <PastBar path="/stages" keep={choice} at={at} {...near} />
        <PastNote />
      </div>
      <PageHeader title="Stages" count={total.toLocaleString('en')} />
      <BoardFilters choice={choice} facets={facets} at={text} />
      {items.length > 0 ? (
        <PastBoard board={board} at={text} now={at * 1000} />
      ) : (
        <NothingThen total={total} firstHref={link(1)} />
      )}
      {items.length > 0 ? (
        <Pager
          label="Pages of the board"
          summary={pageSummary({ page, pageSize: PAGE_SIZE, total })}
          previous={page > 1 ? { href: link(page - 1), label: 'Previous' } : null}
          next={page * PAGE_SIZE < total ? { href: link(page + 1), label: 'Next' } : null}
        />
      ) : null}
    </>
  )
}

type NothingProps = { readonly total: number; readonly firstHref: string }

/** Why the page has no rows. */
function NothingThen({ total, firstHref }: NothingProps) {
  if (total > 0) return <PastTheEnd list="The board" firstHref={firstHref} />
  return (
    <EmptyState icon="layers" title="No stage held a version">
      <p>At this instant nothing was in a stage that this page asks for.</p>
    </EmptyState>
  )
}
