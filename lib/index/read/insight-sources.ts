import type { Database } from '@/lib/database/database'
import { readInTransaction } from '@/lib/database/read-in-transaction'
import type { Source } from '@/lib/insights/figures'
import { buildRepoHistory } from '@/lib/insights/repo-history'
import type { Query } from '@/lib/search/query'
import type { Catalog } from './catalog'
import { listOfKind } from './count-catalog'
import type { Searcher } from './evaluate-query'
import { readSearch, type Search } from './find-models'
import type { Found } from './found'
import type { IndexState } from './index-state'
import { readHistories } from './read-histories'
import type { Viewer } from './viewer'

/** The models that insights are about. */
export type InsightModels = Searcher & {
  readonly query: Query
  /** Only models of this kind; null: of all kinds. */
  readonly kind: string | null
}

/** The models that were found, with what happened to them, of one revision of the index. */
export type InsightSources = {
  readonly catalog: Catalog
  /** In the order of the catalog. */
  readonly sources: readonly Source[]
  /** The models that a query finds, of the asked kind. */
  readonly find: (query: Query) => Found
}

const NO_HISTORY = buildRepoHistory([])
const NO_MODELS = new Uint8Array(0)

/** Reads what insights are counted of. */
export function readInsightSources(
  db: Database,
  viewer: Viewer,
  { models, state }: { readonly models: InsightModels; readonly state: IndexState },
): Promise<InsightSources> {
  return readInTransaction(db, async (tx) => {
    const search = await readSearch(db, tx, { ...models, viewer, state, sort: null })
    const histories = await readHistories(db, tx, viewer)
    const find = openFind(search, models.kind)
    const found = find(models.query)
    const sources = [...search.catalog.keys()].map((slug) => ({
      history: histories.get(slug) ?? NO_HISTORY,
      models: found.get(slug) ?? NO_MODELS,
    }))
    return { catalog: search.catalog, sources, find }
  })
}

function openFind({ catalog, find }: Search, kind: string | null): (query: Query) => Found {
  return (query) => (kind === null ? find(query) : listOfKind(catalog, find(query), kind))
}
