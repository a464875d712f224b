import type { Database } from '@/lib/database/database'
import { Prisma } from '@/prisma/generated/client'
import { buildFilterConditions, type EventFilter, type FilterName } from './event-filter'
import { buildScopeConditions, type EventScope } from './list-events'
import type { Viewer } from './viewer'

/** The filters that no event passes even without the others. */
export async function listEmptyFilters(
  db: Database,
  viewer: Viewer,
  { filter, ...scope }: EventScope & { readonly filter: EventFilter },
): Promise<readonly FilterName[]> {
  const conditions = [...buildFilterConditions(filter)]
  if (conditions.length === 0) return []
  const found = conditions.map(([name, condition]) => {
    const all = Prisma.join([...buildScopeConditions(viewer, scope), condition], ' AND ')
    return Prisma.sql`EXISTS (SELECT FROM events e WHERE ${all}) AS ${Prisma.raw(name)}`
  })
  const { text, values } = Prisma.sql`SELECT ${Prisma.join(found)}`
  const [row] = (await db.query(text, values)).rows as Record<FilterName, boolean>[]
  return conditions.map(([name]) => name).filter((name) => row?.[name] === false)
}
