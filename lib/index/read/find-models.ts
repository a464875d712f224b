import type { Database } from '@/lib/database/database'
import { type Filter, joinAll, listConditions, listFilters, type Query } from '@/lib/search/query'
import type { ModelSort } from '@/lib/search/sort'
import type { Prisma } from '@/prisma/generated/client'
import type { Catalog } from './catalog'
import { type CatalogAsked, findCatalogAt, readCatalogAt } from './catalog-at'
import {
  buildMeasureColumn,
  type ColumnAsked,
  type Columns,
  findColumns,
  readColumns,
} from './catalog-columns'
import { openEvaluator, type Searcher } from './evaluate-query'
import type { Found } from './found'
import type { IndexState } from './index-state'
import { isSourceFilter, readSources, type Sources } from './read-sources'

export type SearchAsked = Searcher &
  CatalogAsked & {
    readonly state: Pick<IndexState, 'waiting'>
    /** All queries that the search is asked for, in one. */
    readonly query: Query
    /** The order of a page; null where none is shown. */
    readonly sort: ModelSort | null
  }

/** Everything that finds models, in memory and of one revision of the index. */
export type Search = {
  readonly catalog: Catalog
  readonly columns: Columns
  readonly find: (query: Query) => Found
}

/** A search of this revision of the index; null when it needs what has not been read. */
export function findSearch(db: Database, revision: bigint, asked: SearchAsked): Search | null {
  const catalog = findCatalogAt(db, revision, asked)
  if (catalog === null || listFilters(asked.query).some(isSourceFilter)) return null
  const columns = findColumns(catalog, listColumns(asked))
  return columns && openSearch(asked, { catalog, columns, sources: new Map() })
}

/** A search of the state that the transaction sees. */
export async function readSearch(
  db: Database,
  tx: Prisma.TransactionClient,
  asked: SearchAsked,
): Promise<Search> {
  const catalog = await readCatalogAt(db, tx, asked)
  const columns = await readColumns(tx, catalog, { columns: listColumns(asked), at: asked.at })
  const filters = listFilters(asked.query).filter(isSourceFilter)
  const sources = await readSources(tx, asked, filters)
  return openSearch(asked, { catalog, columns, sources })
}

type Known = {
  readonly catalog: Catalog
  readonly columns: Columns
  readonly sources: Sources
}

function openSearch({ now, me, state: { waiting } }: SearchAsked, known: Known): Search {
  const { catalog, columns } = known
  return { catalog, columns, find: openEvaluator({ ...known, now, me, waiting }) }
}

function listColumns({ query, sort }: SearchAsked): readonly ColumnAsked[] {
  const measures = listFilters(query).filter(({ name }) => name !== null)
  const columns = measures.map(buildMeasureColumn)
  switch (sort?.column.kind) {
    case 'measure':
    case 'since':
    case 'behind':
      return [...columns, sort.column]
    default:
      return columns
  }
}

/** The query without the filters of one qualifier that all must hold. */
export function dropFilters(query: Query, qualifier: Filter['qualifier']): Query {
  const parts = listConditions(query)
  const rest = parts.filter((part) => part.kind !== 'filter' || part.qualifier !== qualifier)
  return rest.length === parts.length ? query : joinAll(rest)
}
