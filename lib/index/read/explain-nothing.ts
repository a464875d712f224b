import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import { listNearest } from '@/lib/search/check-filter'
import { foldText } from '@/lib/search/fold-text'
import { joinAll, listConditions, type Query } from '@/lib/search/query'
import { toggleValue } from '@/lib/search/toggle-value'
import { type Catalog, readCatalog } from './catalog'
import { listValues } from './count-catalog'
import { countModels } from './find-models'
import { readIndexState } from './index-state'
import { buildSearchContext, type Searcher } from './search-conditions'
import type { Viewer } from './viewer'

/** A part of a search that finds nothing. */
export type EmptyPart = {
  readonly part: Query
  /** How many models the part finds by itself. */
  readonly alone: number
  /** The search without the part, and how many models that finds. */
  readonly rest: Query
  readonly without: number
  /** The searches with a value in place of the part's that some model has. */
  readonly nearest: readonly Query[]
}

/** Parts that are looked at, of a search with more. */
const MAX_PARTS = 8
const MAX_NEAREST = 3

type Asked = Searcher & { readonly query: Query }

/** Which parts of a search make it find nothing. */
export async function explainNothing(
  db: Database,
  viewer: Viewer,
  { query, now, me }: Asked,
): Promise<readonly EmptyPart[]> {
  const parts = listConditions(query)
  const state = await readIndexState(db)
  return await readInTransaction(db, async (tx) => {
    const catalog = await readCatalog(db, tx, viewer)
    const context = buildSearchContext({ viewer, catalog, state, now, me })
    const count = (asked: Query) => countModels(tx, asked, context)
    const explained: EmptyPart[] = []
    for (const part of parts.slice(0, MAX_PARTS)) {
      const rest = joinAll(parts.filter((one) => one !== part))
      explained.push({
        part,
        alone: await count(part),
        rest,
        without: await count(rest),
        nearest: listNearestQueries(part, rest, catalog),
      })
    }
    return explained
  })
}

/** Of a filter whose values no model has. */
function listNearestQueries(part: Query, rest: Query, catalog: Catalog): readonly Query[] {
  if (part.kind !== 'filter') return []
  const { qualifier } = part
  const known = new Map(listValues(catalog, qualifier).map((value) => [foldText(value), value]))
  const near = part.tests.flatMap((test) =>
    test.kind === 'text' || test.kind === 'exact' || test.kind === 'start'
      ? listNearest(foldText(test.text), known.keys())
      : [],
  )
  return [...new Set(near)]
    .slice(0, MAX_NEAREST)
    .map((value) => toggleValue(rest, { qualifier, value: known.get(value) ?? value }))
}
