import type { Database } from '@/lib/database/database'
import type { BigIntText } from '@/lib/database/prepared'
import { listConditions, type Query } from '@/lib/search/query'
import type { ModelPage, ModelView } from '@/lib/views/model'
import { findSearchTime, readWithCatalog } from './catalog-at'
import { listOfKind } from './count-catalog'
import { type Counted, countFound, FACET_QUALIFIERS, type ModelCounts } from './count-models'
import type { Searcher } from './evaluate-query'
import { dropFilters, findSearch, readSearch, type Search } from './find-models'
import { boundOf, shortenToFit } from './fit-answer'
import { type IndexState, readIndexState } from './index-state'
import { buildModelView, formatModelColumns, type ModelRow } from './model-view'
import { preparePair, queryAt, queryAtIn } from './relations'
import { openRevisionCache } from './revision-cache'
import { type PageAsked, type PageModel, selectPage } from './select-page'
import type { Viewer } from './viewer'

export type ModelsRequest = PageAsked &
  Searcher & {
    /** Only models of this kind are listed, and those of others counted; null: of all kinds. */
    readonly kind: string | null
    /** Unix seconds: the models as they were then, and what is relative counts from then. Without it, as they are now. */
    readonly at?: number | undefined
  }

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
  const { at } = request
  const state = await readIndexState(db, at)
  const now = findSearchTime(request)
  const asked = { ...request, now: null }
  const period = at ?? Math.floor(now.getTime() / 1000 / KEPT_SECONDS)
  const key = JSON.stringify([viewer.repos, asked, state.waiting, period])
  const known = knownPages.find(db, state.revision, key)
  if (known !== null) return known
  const page = await readPage(db, { viewer, request: { ...request, now }, state })
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

/** What is in memory is one statement, unless the index has changed meanwhile. */
async function readPage(db: Database, { viewer, request, state }: Reading): Promise<ModelPage> {
  const asked = { ...request, viewer, state }
  const known = findSearch(db, state.revision, asked)
  if (known !== null) {
    const found = findPage(known, request)
    const rows = await queryAt<PageRow>(db, PAGE, listKeys(found.page), request.at)
    if (BigInt(rows[0]?.revision ?? 0) === state.revision) {
      return buildPage(rows, countFound({ ...asked, ...found }), request)
    }
  }
  return await readWithCatalog(db, asked, async (tx) => {
    const found = findPage(await readSearch(db, tx, asked), request)
    const rows = await queryAtIn<PageRow>(tx, PAGE, listKeys(found.page), request.at)
    return buildPage(rows, countFound({ ...asked, ...found }), request)
  })
}

type FoundPage = Pick<Counted, 'catalog' | 'found' | 'others'> & {
  readonly page: readonly PageModel[]
}

/** What the query finds, and without its filters of a qualifier. */
function findPage(search: Search, request: ModelsRequest): FoundPage {
  const { query, kind } = request
  const { catalog, find } = search
  const findSome = (asked: Query) => (listConditions(asked).length === 0 ? null : find(asked))
  const others = FACET_QUALIFIERS.flatMap((qualifier) => {
    const rest = dropFilters(query, qualifier)
    return rest === query ? [] : [[qualifier, findSome(rest)] as const]
  })
  const found = findSome(query)
  const listed = kind === null ? find(query) : listOfKind(catalog, found, kind)
  const page = selectPage(search, listed, request)
  return { catalog, found, others: Object.fromEntries(others), page }
}

/** A row of the page with the revision that it was read in. An empty page has one row without a model. */
type PageRow = (ModelRow | { readonly name: null }) & { readonly revision?: BigIntText }

/** The models with these names, in this order. */
const PAGE = preparePair(
  'list-models',
  2,
  ({ models, holders }) => `SELECT i.revision, ${formatModelColumns({ holders })}
    FROM (SELECT (SELECT revision FROM index_revision) AS revision) i
    LEFT JOIN (unnest($1::text[], $2::text[]) WITH ORDINALITY found(repo, name, place)
      JOIN ${models} m ON m.repo = found.repo AND m.name = found.name) ON true
    ORDER BY found.place`,
)

function listKeys(page: readonly PageModel[]): [repos: string[], names: string[]] {
  return [page.map(({ repo }) => repo), page.map(({ name }) => name)]
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
