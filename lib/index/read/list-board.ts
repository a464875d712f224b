import type { Database } from '@/lib/database/database'
import type {
  BoardHolderView,
  BoardItemView,
  BoardPage,
  WaitingRequestView,
  WaitingStageView,
} from '@/lib/views/board'
import type { StageHolderView } from '@/lib/views/model'
import { type BoardEntry, type BoardFilter, formatKey, listBoardOrder } from './board-order'
import { shortenToFit } from './fit-answer'
import { listPastOrder } from './list-past-order'
import { listStages } from './list-stages'
import { buildModelView, formatModelColumns, type ModelRow } from './model-view'
import { preparePair, queryAt } from './relations'
import { formatStageOrder } from './stage-order'
import type { Viewer } from './viewer'

export type BoardRequest = {
  readonly filter: BoardFilter
  /** From 1. */
  readonly page: number
  readonly pageSize: number
  /** Open requests of repositories that the viewer may see. */
  readonly waiting: readonly WaitingStageView[]
  /** Unix seconds: the board then, without requests. Without it, the board now. */
  readonly at?: number | undefined
}

type BoardRow = ModelRow & { readonly stage_order: readonly string[] }

const LIST = preparePair(
  'list-board',
  2,
  ({ models, holders }) => `SELECT ${formatModelColumns({ holders })}, r.stage_order
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked(repo, name, place)
    JOIN ${models} m ON m.repo = asked.repo AND m.name = asked.name JOIN repos r ON r.slug = m.repo
    ORDER BY asked.place`,
)

/** One page of the models that have something in a stage, with what is in each: models with a waiting request first, then
 *  those whose production is behind, then those whose production is not proven, each by name. */
export async function listBoard(
  db: Database,
  viewer: Viewer,
  { filter, page, pageSize, waiting, at }: BoardRequest,
): Promise<BoardPage> {
  const order =
    at === undefined
      ? await listBoardOrder(db, viewer, filter)
      : await listPastOrder(db, { viewer, at }, filter)
  const requests = groupWaiting(at === undefined ? waiting : [])
  const start = (page - 1) * pageSize
  const shown = putFirst(order, requests).slice(start, start + pageSize)
  const names = [shown.map(({ repo }) => repo), shown.map(({ name }) => name)]
  const rows = shown.length === 0 ? [] : await queryAt<BoardRow>(db, LIST, names, at)
  const items = rows.map((row) => buildItem(row, requests.get(formatKey(row)) ?? []))
  return {
    items: shortenToFit(items, (item) => ({ ...item, stages: {}, cut: true })),
    total: order.length,
    page,
    pageSize,
    stages: formatStageOrder(
      await listStages(db, viewer),
      items.flatMap(({ stages }) => Object.keys(stages)),
    ),
  }
}

type Requests = ReadonlyMap<string, readonly WaitingRequestView[]>

function groupWaiting(waiting: readonly WaitingStageView[]): Requests {
  const grouped = new Map<string, WaitingRequestView[]>()
  for (const { repo, artifact, ...request } of waiting) {
    const key = formatKey({ repo, name: artifact })
    grouped.set(key, [...(grouped.get(key) ?? []), request])
  }
  return grouped
}

function putFirst(order: readonly BoardEntry[], requests: Requests): readonly BoardEntry[] {
  if (requests.size === 0) return order
  // Most entries are told apart by their name, without a text made for each.
  const names = new Set([...requests.keys()].map((key) => key.slice(key.indexOf(':') + 1)))
  const waits = (entry: BoardEntry) => names.has(entry.name) && requests.has(formatKey(entry))
  return [...order.filter(waits), ...order.filter((entry) => !waits(entry))]
}

function buildItem(row: BoardRow, waiting: readonly WaitingRequestView[]): BoardItemView {
  const { repo, name, latest, stages } = buildModelView(row)
  const held = Object.entries(stages).map(([stage, holders]) => {
    const before = row.stage_order[row.stage_order.indexOf(stage) - 1]
    const previous = before !== undefined && Object.hasOwn(stages, before) ? stages[before] : []
    return [stage, holders.map((holder) => buildHolder(holder, previous ?? []))] as const
  })
  return { repo, name, latest, stages: Object.fromEntries(held), waiting }
}

/** `behind` counts the registered versions above each of them, so that their difference counts those between. */
function buildHolder(
  holder: StageHolderView,
  previous: readonly StageHolderView[],
): BoardHolderView {
  const { behind } = holder
  const ahead = previous.flatMap((one) => (one.behind === null ? [] : [one.behind]))
  const behindPrevious =
    behind === null || ahead.length === 0 ? null : Math.max(0, behind - Math.min(...ahead))
  return { ...holder, behindPrevious }
}
