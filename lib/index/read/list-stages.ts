import type { Database } from '@/lib/database/database'
import { queryPrepared } from '@/lib/database/prepared'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import { countFacets, findCounts, type ModelCounts, revisionOnce } from './count-facets'
import { parseModelQuery } from './model-query'
import { formatStageOrder } from './stage-order'
import { canSee, type Viewer } from './viewer'

type OrderRow = {
  readonly revision: string
  readonly slug: string | null
  readonly stage_order: readonly string[]
}

/** Of many repositories, each of which may name a hundred; a model's own page has all of its stages. */
const MAX_STAGES = 100

const ORDERS = {
  name: 'list-stages',
  text: `SELECT i.revision, r.slug, r.stage_order
    FROM ${revisionOnce.text} LEFT JOIN repos r ON true ORDER BY r.slug`,
}

/** Stages of all repositories that the viewer may see, in the order of columns: configured ones, held or not, then
 *  other held ones by name. */
export async function listStages(db: Database, viewer: Viewer): Promise<readonly string[]> {
  const request = { viewer, query: parseModelQuery('') }
  const rows = await queryPrepared<OrderRow>(db, ORDERS, [])
  const known = rows[0] === undefined ? null : findCounts(db, rows[0].revision, request)
  if (known !== null) return formatOrder(rows, known, viewer)
  return readInTransaction(db, async (tx) => {
    const counts = await countFacets(db, tx, request)
    return formatOrder(await tx.$queryRawUnsafe<OrderRow[]>(ORDERS.text), counts, viewer)
  })
}

function formatOrder(
  rows: readonly OrderRow[],
  { facets }: ModelCounts,
  viewer: Viewer,
): readonly string[] {
  const stages = formatStageOrder(
    rows.flatMap(({ slug, stage_order }) =>
      slug === null || !canSee(viewer, slug) ? [] : stage_order,
    ),
    facets.stages.map((stage) => stage.value),
  )
  return stages.slice(0, MAX_STAGES)
}
