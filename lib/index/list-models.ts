import { Prisma } from '@/prisma/generated/client'
import { countFacets } from './count-facets'
import type { Database } from './database'
import { formatModelConditions } from './model-conditions'
import type { ModelQuery } from './model-query'
import { formatModelView, type ModelRow, modelColumns } from './model-view'
import { readAtOneMoment } from './read-transaction'
import type { ModelPage, Viewer } from './views'

export type ModelSortKey = 'name' | 'repo' | 'updated' | 'registered' | 'versions'

/** A minus turns the order around. Of equal models the one with the lower name comes first, then repository. Models
 *  without a registered version are before all others in `registered`. */
export type ModelSort = ModelSortKey | `-${ModelSortKey}`

export type ModelsAsked = {
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

/** One page of the models that the query finds, with counts over all of them. Deprecated models are among them. */
export async function listModels(
  db: Database,
  viewer: Viewer,
  { query, sort, page, pageSize }: ModelsAsked,
): Promise<ModelPage> {
  return readAtOneMoment(db, async (tx) => {
    const { total, facets } = await countFacets(db, tx, { viewer, query })
    const offset = (page - 1) * pageSize
    if (offset >= total) return { items: [], total, page, pageSize, facets }
    const rows = await tx.$queryRaw<ModelRow[]>`
      SELECT ${modelColumns}
      FROM (
        SELECT m.repo, m.name FROM models m WHERE ${formatModelConditions(viewer, query)}
        ORDER BY ${orders[sort]} LIMIT ${pageSize} OFFSET ${offset}
      ) found
      JOIN models m ON m.repo = found.repo AND m.name = found.name
      ORDER BY ${orders[sort]}`
    return { items: rows.map(formatModelView), total, page, pageSize, facets }
  })
}
