import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import { listConditions, MODEL_KIND } from '@/lib/search/query'
import { formatModelSort } from '@/lib/search/sort'
import type { ModelPage, ModelView } from '@/lib/views/model'
import { Prisma } from '@/prisma/generated/client'
import { type FoundNames, findCatalog, readCatalog } from './catalog'
import { countFound, FACET_QUALIFIERS, type ModelCounts } from './count-models'
import {
  dropFilters,
  type FoundModels,
  findModels,
  findNames,
  type ModelsAsked,
} from './find-models'
import { boundOf, shortenToFit } from './fit-answer'
import { type IndexState, readIndexState } from './index-state'
import { buildModelView, type ModelRow, modelColumns } from './model-view'
import { openRevisionCache } from './revision-cache'
import { buildSearchContext, type Searcher } from './search-conditions'
import type { Viewer } from './viewer'
import { buildVisibleCondition } from './visible'

export type ModelsRequest = ModelsAsked & Searcher

/** Each order is that of an index, so that a page of all models is read without sorting. */
const ORDERS: Readonly<Record<string, string>> = {
  name: 'm.name, m.repo',
  '-name': 'm.name DESC, m.repo',
  repo: 'm.repo, m.name',
  '-repo': 'm.repo DESC, m.name',
  updated: 'm.updated_seconds, m.name, m.repo',
  '-updated': 'm.updated_seconds DESC, m.name, m.repo',
  registered: 'm.latest_seconds, m.name, m.repo',
  '-registered': 'm.latest_seconds DESC NULLS LAST, m.name, m.repo',
  versions: 'm.version_count, m.name, m.repo',
  '-versions': 'm.version_count DESC, m.name, m.repo',
}

/** The page that most requests are for; its statement is prepared. */
const FIRST = { page: 1, pageSize: 50 }

/** Pages are kept for this many requests. */
const MAX_PAGES = 50

/** Larger pages are not kept: a bound of their JSON in bytes. */
const MAX_KEPT_BYTES = 1_000_000

/** Seconds for which a page is kept at most: what is stale depends on the time. */
const KEPT_SECONDS = 600

const knownPages = openRevisionCache<ModelPage>(MAX_PAGES)

/** One page of the models that the query finds, with counts over all of them. Deprecated models are among them. */
export async function listModels(
  db: Database,
  viewer: Viewer,
  request: ModelsRequest,
): Promise<ModelPage> {
  const state = await readIndexState(db)
  const { now, ...asked } = request
  const period = Math.floor(now.getTime() / 1000 / KEPT_SECONDS)
  const key = JSON.stringify([viewer.repos, asked, state.waiting, period])
  const known = knownPages.find(db, state.revision, key)
  if (known !== null) return known
  const page = await readPage(db, { viewer, request, state })
  if (boundOf(page.items) <= MAX_KEPT_BYTES) {
    knownPages.keep(db, state.revision, { key, value: page })
  }
  return page
}

type Reading = {
  readonly viewer: Viewer
  readonly request: ModelsRequest
  readonly state: IndexState
}

/** All models in an order of an index are one statement, unless the index has changed since their facets were read. */
async function readPage(db: Database, reading: Reading): Promise<ModelPage> {
  const { viewer, request, state } = reading
  const catalog = findCatalog(db, state.revision, viewer)
  const all = catalog === null ? null : buildAll(viewer, request)
  if (catalog !== null && all !== null) {
    const { text, values } = all
    const name = formatName(viewer, request)
    const rows =
      name === null
        ? ((await db.query(text, values)).rows as PageRow[])
        : await queryPrepared<PageRow>(db, { name, text }, values)
    if (BigInt(rows[0]?.revision ?? 0) === state.revision) {
      const counts = countFound({ ...reading.request, state, catalog, found: null, others: {} })
      return buildPage(rows, counts, request)
    }
  }
  return await readInTransaction(db, (tx) => readFound(db, tx, reading))
}

async function readFound(
  db: Database,
  tx: Prisma.TransactionClient,
  { viewer, request, state }: Reading,
): Promise<ModelPage> {
  const catalog = await readCatalog(db, tx, viewer)
  const all = buildAll(viewer, request)
  const context = buildSearchContext({ ...request, viewer, catalog, state })
  const found = all === null ? await findModels(tx, request, context) : null
  const rows = await tx.$queryRaw<PageRow[]>(all ?? selectModels(found?.page ?? []))
  const others: Record<string, FoundNames | null> = {}
  for (const qualifier of FACET_QUALIFIERS) {
    const rest = dropFilters(request.query, qualifier)
    if (rest === request.query) continue
    const isAll = listConditions(rest).length === 0
    others[qualifier] = isAll ? null : await findNames(tx, rest, context)
  }
  const names = found?.names ?? null
  return buildPage(rows, countFound({ ...request, state, catalog, found: names, others }), request)
}

/** A row of the page with the revision that it was read in. An empty page has one row without a model. */
type PageRow = (ModelRow | { readonly name: null }) & { readonly revision?: BigIntText }

/** The page of a request for all models; null for one that asks for some, or in an order without an index.  `bigint` and
 *  numbers in it are integers; as literals they let the planner know how little is read. */
function buildAll(
  viewer: Viewer,
  { query, sort, page, pageSize, kind }: ModelsRequest,
): Prisma.Sql | null {
  const order = ORDERS[formatModelSort(sort)]
  if (order === undefined || listConditions(query).length > 0) return null
  if (kind !== null && kind !== MODEL_KIND) return null
  const listed =
    kind === null
      ? Prisma.sql`true`
      : Prisma.sql`(m.type IS NULL OR lower(m.type) = ${Prisma.raw(`'${MODEL_KIND}'`)})`
  return Prisma.sql`
    SELECT i.revision, ${Prisma.raw(modelColumns)}
    FROM (SELECT (SELECT revision FROM index_revision) AS revision) i
    LEFT JOIN (
      SELECT m.repo, m.name FROM models m
      WHERE ${listed} AND ${buildVisibleCondition(viewer, 'm.repo')}
      ORDER BY ${Prisma.raw(order)} ${Prisma.raw(`LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`)}
    ) found ON true
    LEFT JOIN models m ON m.repo = found.repo AND m.name = found.name
    ORDER BY ${Prisma.raw(order)}`
}

/** The models with these names, in this order. */
function selectModels(page: FoundModels['page']): Prisma.Sql {
  return Prisma.sql`
    SELECT ${Prisma.raw(modelColumns)}
    FROM unnest(${page.map(({ repo }) => repo)}::text[], ${page.map(({ name }) => name)}::text[])
      WITH ORDINALITY found(repo, name, place)
    JOIN models m ON m.repo = found.repo AND m.name = found.name
    ORDER BY found.place`
}

/** Null for a statement that has too many forms to keep each prepared. */
function formatName(
  { repos }: Viewer,
  { sort, page, pageSize, kind }: ModelsRequest,
): string | null {
  if (page !== FIRST.page || pageSize !== FIRST.pageSize) return null
  const listed = kind === null ? '' : ` ${kind}`
  return `list-models${listed} ${formatModelSort(sort)}${repos === 'all' ? '' : ' of some'}`
}

/** The fields that may be shortened to fit: names. A part of the stages or labels would be mistaken for all of them. */
function cutModel(model: ModelView): ModelView {
  return {
    ...model,
    cut: true,
    description: '',
    labels: [],
    owners: [],
    path: null,
    stages: {},
  }
}

function buildPage(
  rows: readonly PageRow[],
  { total, facets }: ModelCounts,
  { page, pageSize }: ModelsRequest,
): ModelPage {
  const models = rows.flatMap((row) => (row.name === null ? [] : buildModelView(row)))
  return { items: shortenToFit(models, cutModel), total, page, pageSize, facets }
}
