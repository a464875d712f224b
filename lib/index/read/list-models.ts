import type { Database } from '@/lib/database/database'
import { type BigIntText, queryPrepared } from '@/lib/database/prepared'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import type { ModelPage, ModelView } from '@/lib/views/model'
import { Prisma } from '@/prisma/generated/client'
import { countFacets, findCounts, type ModelCounts, revisionOnce } from './count-facets'
import { boundOf, shortenToFit } from './fit-answer'
import { buildModelConditions } from './model-conditions'
import type { ModelQuery } from './model-query'
import { buildModelView, type ModelRow, modelColumns } from './model-view'
import { readRevision } from './read-revision'
import { openRevisionCache } from './revision-cache'
import type { Viewer } from './viewer'

type ModelSortKey = 'name' | 'repo' | 'updated' | 'registered' | 'versions'

/** A minus turns the order around. Of equal models the one with the lower name comes first, then repository. Models
 *  without a registered version are before all others in `registered`. */
export type ModelSort = ModelSortKey | `-${ModelSortKey}`

export type ModelsRequest = {
  readonly query: ModelQuery
  readonly sort: ModelSort
  /** From 1. */
  readonly page: number
  readonly pageSize: number
}

/** Each order is that of an index, so that a page is read without sorting. */
const orders = {
  name: Prisma.sql`m.name, m.repo`,
  '-name': Prisma.sql`m.name DESC, m.repo`,
  repo: Prisma.sql`m.repo, m.name`,
  '-repo': Prisma.sql`m.repo DESC, m.name`,
  updated: Prisma.sql`m.updated_seconds, m.name, m.repo`,
  '-updated': Prisma.sql`m.updated_seconds DESC, m.name, m.repo`,
  registered: Prisma.sql`m.latest_seconds NULLS FIRST, m.name, m.repo`,
  '-registered': Prisma.sql`m.latest_seconds DESC NULLS LAST, m.name, m.repo`,
  versions: Prisma.sql`m.version_count, m.name, m.repo`,
  '-versions': Prisma.sql`m.version_count DESC, m.name, m.repo`,
} satisfies Record<ModelSort, Prisma.Sql>

/** The page that most requests are for; its statement is prepared. */
const FIRST = { page: 1, pageSize: 50 }

/** A row of the page with the revision that it was read in. An empty page has one row without a model. */
type PageRow = (ModelRow | { readonly name: null }) & { readonly revision: BigIntText }

/** Pages are kept for this many requests. */
const MAX_PAGES = 50

/** Larger pages are not kept: a bound of their JSON in bytes. */
const MAX_KEPT_BYTES = 1_000_000

type ReadPage = { readonly revision: bigint; readonly page: ModelPage }

const knownPages = openRevisionCache<ModelPage>(MAX_PAGES)

/** One page of the models that the query finds, with counts over all of them. Deprecated models are among them. One
 *  statement, unless the index has changed since the page or its counts were read. */
export async function listModels(
  db: Database,
  viewer: Viewer,
  request: ModelsRequest,
): Promise<ModelPage> {
  const key = JSON.stringify([viewer.repos, request])
  const known = knownPages.has(db, key) ? knownPages.find(db, await readRevision(db), key) : null
  if (known !== null) return known
  const { revision, page } = await readPage(db, viewer, request)
  if (boundOf(page.items) <= MAX_KEPT_BYTES) knownPages.keep(db, revision, { key, value: page })
  return page
}

async function readPage(db: Database, viewer: Viewer, request: ModelsRequest): Promise<ReadPage> {
  const statement = buildStatement(viewer, request)
  const { text, values } = statement
  const name = formatName(viewer, request)
  const rows =
    name === null
      ? ((await db.query(text, values)).rows as PageRow[])
      : await queryPrepared<PageRow>(db, { name, text }, values)
  const counted = { viewer, query: request.query }
  const known = rows[0] === undefined ? null : findCounts(db, rows[0].revision, counted)
  if (known !== null) return buildPage(rows, known, request)
  return readInTransaction(db, async (tx) => {
    const counts = await countFacets(db, tx, counted)
    return buildPage(await tx.$queryRaw<PageRow[]>(statement), counts, request)
  })
}

/** `bigint` and numbers in it are integers; as literals they let the planner know how little is read. */
function buildStatement(
  viewer: Viewer,
  { query, sort, page, pageSize }: ModelsRequest,
): Prisma.Sql {
  const limit = Prisma.raw(`LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`)
  return Prisma.sql`
    SELECT i.revision, ${Prisma.raw(modelColumns)}
    FROM ${revisionOnce}
    LEFT JOIN (
      SELECT m.repo, m.name FROM models m WHERE ${buildModelConditions(viewer, query)}
      ORDER BY ${orders[sort]} ${limit}
    ) found ON true
    LEFT JOIN models m ON m.repo = found.repo AND m.name = found.name
    ORDER BY ${orders[sort]}`
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

/** Null for a statement that has too many forms to keep each prepared. */
function formatName({ repos }: Viewer, { query, sort, page, pageSize }: ModelsRequest) {
  const { words, excluded, filters } = query
  if (words.length + excluded.length + filters.length > 0) return null
  if (page !== FIRST.page || pageSize !== FIRST.pageSize) return null
  return `list-models ${sort}${repos === 'all' ? '' : ' of some'}`
}

function buildPage(
  rows: readonly PageRow[],
  { total, facets }: ModelCounts,
  { page, pageSize }: ModelsRequest,
): ReadPage {
  const models = rows.flatMap((row) => (row.name === null ? [] : buildModelView(row)))
  const items = shortenToFit(models, cutModel)
  const revision = BigInt(rows[0]?.revision ?? 0)
  return { revision, page: { items, total, page, pageSize, facets } }
}
