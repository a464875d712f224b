import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { MODEL_KIND } from '@/lib/search/query'
import type { Catalog } from './catalog'
import { findCatalogAt, readCatalogAt, readWithCatalog } from './catalog-at'
import { countFacets, listCounts, listOfKind, listValues } from './count-catalog'
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

export type StageList = {
  /** In the order of columns: configured ones, held or not, then other held ones by name. */
  readonly order: readonly string[]
  /** Those in which at least a tenth of the models have a version. */
  readonly frequent: ReadonlySet<string>
}

/** Stages of all repositories that the viewer may see; `at`: those held at a past second, and the ones configured now. */
export async function readStages(db: Database, viewer: Viewer, at?: number): Promise<StageList> {
  const rows = await queryPrepared<OrderRow>(db, ORDERS, [])
  const asked = { viewer, at }
  const known = findCatalogAt(db, BigInt(rows[0]?.revision ?? 0), asked)
  if (known !== null) return buildList(rows, known, viewer)
  return readWithCatalog(db, asked, async (tx) => {
    const catalog = await readCatalogAt(db, tx, asked)
    return buildList(await tx.$queryRawUnsafe<OrderRow[]>(ORDERS.text), catalog, viewer)
  })
}

/** The names of `readStages`. */
export async function listStages(db: Database, viewer: Viewer): Promise<readonly string[]> {
  return (await readStages(db, viewer)).order
}

function buildList(rows: readonly OrderRow[], catalog: Catalog, viewer: Viewer): StageList {
  const configured = rows.flatMap(({ slug, stage_order }) =>
    slug === null || !canSee(viewer, slug) ? [] : stage_order,
  )
  const counts = countFacets(catalog, listOfKind(catalog, null, MODEL_KIND))
  const models = counts.get(`kind:${MODEL_KIND}`) ?? 0
  const frequent = listCounts(counts, 'stage')
    .filter(({ count }) => count * 10 >= models)
    .map(({ value }) => value)
  const order = formatStageOrder(configured, listValues(catalog, 'stage'))
  return { order: order.slice(0, MAX_STAGES), frequent: new Set(frequent) }
}
