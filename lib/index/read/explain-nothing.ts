import type { Database } from '@/lib/database/database'
import { listNearest } from '@/lib/search/check-filter'
import { foldText } from '@/lib/search/fold-text'
import { buildFilter, joinAll, listConditions, type Query } from '@/lib/search/query'
import { buildTest } from '@/lib/search/toggle-value'
import type { Catalog } from './catalog'
import { findSearchTime, readWithCatalog } from './catalog-at'
import { listValues } from './count-catalog'
import type { Searcher } from './evaluate-query'
import { readSearch } from './find-models'
import { countModels } from './found'
import { readIndexState } from './index-state'
import type { Viewer } from './viewer'

/** A part of a search that finds nothing. */
export type EmptyPart = {
  readonly part: Query
  /** How many models the part finds by itself. */
  readonly alone: number
  /** The search without the part, and how many models that finds. */
  readonly rest: Query
  readonly without: number
  /** Where no model has the value of the part: the searches with one in its place that a model has. */
  readonly nearest: readonly Query[]
}

/** Parts that are looked at, of a search with more. */
const MAX_PARTS = 8
const MAX_NEAREST = 3

type Asked = Searcher & {
  readonly query: Query
  /** Unix seconds: the models as they were then. */
  readonly at?: number | undefined
}

/** Which parts of a search make it find nothing. */
export async function explainNothing(
  db: Database,
  viewer: Viewer,
  { query, at, ...searcher }: Asked,
): Promise<readonly EmptyPart[]> {
  const parts = listConditions(query)
  const state = await readIndexState(db, at)
  const now = findSearchTime({ at, now: searcher.now })
  const asked = { viewer, state, query, sort: null, at, now, me: searcher.me }
  return await readWithCatalog(db, asked, async (tx) => {
    const { catalog, find } = await readSearch(db, tx, asked)
    return parts.slice(0, MAX_PARTS).map((part) => {
      const rest = joinAll(parts.filter((one) => one !== part))
      const alone = countModels(find(part))
      return {
        part,
        alone,
        rest,
        without: countModels(find(rest)),
        nearest: alone > 0 ? [] : listNearestQueries(part, rest, catalog),
      }
    })
  })
}

/** Of a filter whose values no model has. */
function listNearestQueries(part: Query, rest: Query, catalog: Catalog): readonly Query[] {
  if (part.kind !== 'filter') return []
  const { qualifier } = part
  const known = new Map(listValues(catalog, qualifier).map((value) => [foldText(value), value]))
  // A filter may have hundreds of values, each of which is compared with those of all models.
  const near = part.tests
    .slice(0, MAX_NEAREST)
    .flatMap((test) =>
      test.kind === 'text' || test.kind === 'exact' || test.kind === 'start'
        ? listNearest(foldText(test.text), known.keys()).filter(
            (value) => value !== foldText(test.text),
          )
        : [],
    )
  return [...new Set(near)].slice(0, MAX_NEAREST).map((value) => {
    const test = buildTest({ qualifier, value: known.get(value) ?? value })
    // Beside a filter with the same qualifier, which must hold too.
    return joinAll([rest, buildFilter(qualifier, test)])
  })
}
