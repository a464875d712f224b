import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import { type Catalog, findCatalog, listValues, readCatalog } from './catalog'
import { formatStageOrder } from './stage-order'
import { canSee, type Viewer } from './viewer'

type OrderRow = {
  readonly revision: BigIntText
  readonly slug: string | null
  readonly stage_order: readonly string[]
}

/** Of many repositories, each of which may name a hundred; a model's own page has all of its stages. */
const MAX_STAGES = 100

const ORDERS = {
  name: 'list-stages',
  text: `SELECT i.revision, r.slug, r.stage_order
    FROM (SELECT (SELECT revision FROM index_revision) AS revision) i
    LEFT JOIN repos r ON true ORDER BY r.slug`,
}

/** Stages of all repositories that the viewer may see, in the order of columns: configured ones, held or not, then
 *  other held ones by name. */
export async function listStages(db: Database, viewer: Viewer): Promise<readonly string[]> {
  const rows = await queryPrepared<OrderRow>(db, ORDERS, [])
  const known = findCatalog(db, BigInt(rows[0]?.revision ?? 0), viewer)
  if (known !== null) return formatOrder(rows, known, viewer)
  return readInTransaction(db, async (tx) => {
    const catalog = await readCatalog(db, tx, viewer)
    return formatOrder(await tx.$queryRawUnsafe<OrderRow[]>(ORDERS.text), catalog, viewer)
  })
}

function formatOrder(
  rows: readonly OrderRow[],
  catalog: Catalog,
  viewer: Viewer,
): readonly string[] {
  const stages = formatStageOrder(
    rows.flatMap(({ slug, stage_order }) =>
      slug === null || !canSee(viewer, slug) ? [] : stage_order,
    ),
    listValues(catalog, 'stage'),
  )
  return stages.slice(0, MAX_STAGES)
}
