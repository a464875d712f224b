import type { Metadata } from 'next'
import { BoardFilters } from '@/components/board/board-filters'
import { DrawnBoard } from '@/components/board/drawn-board'
import { EmptyBoard, NoBoardRow } from '@/components/board/empty-board'
import { CommandDialogs } from '@/components/command/command-dialogs'
import { PastForm } from '@/components/past/past-bar'
import { PageHeader } from '@/components/ui/page-header'
import { pageSummary } from '@/components/ui/page-summary'
import { Pager } from '@/components/ui/pager'
import { PastTheEnd } from '@/components/ui/past-the-end'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getConfig } from '@/lib/config/get-config'
import { getDatabase } from '@/lib/database/get-database'
import { formatKey } from '@/lib/index/read/board-order'
import { listBoard } from '@/lib/index/read/list-board'
import { listFacets } from '@/lib/index/read/list-facets'
import { listRollBacks } from '@/lib/index/read/list-roll-backs'
import { listTransitions } from '@/lib/index/read/list-transitions'
import { listWaitingStages } from '@/lib/promote/entry-point'
import { commandActions } from '../commands/command-actions'
import { firstParam, type SearchParams } from '../search-params'
import { buildBoardContent } from './board-content'
import { boardHref, PAGE_SIZE, parseBoardSearch } from './board-search'
import { PastStages } from './past-stages'

export const metadata: Metadata = { title: 'Stages' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function StagesPage({ searchParams }: Props) {
  const params = await searchParams
  const search = parseBoardSearch(params)
  const at = firstParam(params, 'at', 40)
  if (at !== '') return <PastStages at={at} search={search} />
  const database = getDatabase()
  const viewer = await requireViewer()
  const waiting = await listWaitingStages(viewer)
  const request = { filter: search.filter, page: search.page, pageSize: PAGE_SIZE, waiting }
  const [board, facets] = await Promise.all([
    listBoard(database, viewer, request),
    listFacets(database, { viewer }),
  ])
  const opened = board.items.find((item) => formatKey(item) === search.open)
  const transitions =
    opened === undefined ? [] : await listTransitions(database, viewer, opened, getConfig().metrics)
  const actor = await findActor()
  const rollBacks =
    decidePermission(actor, 'roll-back') === 'yes'
      ? await listRollBacks(database, viewer, board.items)
      : []
  const content = buildBoardContent({ board, rollBacks, transitions }, search, actor)
  const { page, total, items } = board
  return (
    <>
      <PageHeader title="Stages" count={total.toLocaleString('en')}>
        <PastForm path="/stages" keep={search.choice} at={null} />
      </PageHeader>
      <BoardFilters choice={search.choice} facets={facets} />
      {items.length > 0 ? (
        <DrawnBoard content={JSON.stringify(content)} now={Date.now()} />
      ) : (
        <NoRows search={search} total={total} />
      )}
      {items.length > 0 ? (
        <Pager
          label="Pages of the board"
          summary={pageSummary(board)}
          previous={
            page > 1 ? { href: boardHref(search, { page: page - 1 }), label: 'Previous' } : null
          }
          next={
            page * PAGE_SIZE < total
              ? { href: boardHref(search, { page: page + 1 }), label: 'Next' }
              : null
          }
        />
      ) : null}
      <CommandDialogs actions={commandActions} />
    </>
  )
}

type NoRowsProps = {
  readonly search: ReturnType<typeof parseBoardSearch>
  readonly total: number
}

/** Why the page has no rows. */
function NoRows({ search, total }: NoRowsProps) {
  if (total > 0) return <PastTheEnd list="The board" firstHref={boardHref(search, { page: 1 })} />
  return Object.values(search.choice).some((value) => value !== '') ? (
    <NoBoardRow />
  ) : (
    <EmptyBoard />
  )
}
