import { listEvents } from '@/lib/index/read/list-events'
import { readInstant } from '../_api/operation-parts'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.listEvents, async ({ database, viewer, query }) => {
  const { pageSize, before, at: _, ...filter } = query
  const request = { filter, at: readInstant(query), before, limit: pageSize }
  return { status: 200, body: await listEvents(database, viewer, request) }
})
