import { listEvents } from '@/lib/index/read/list-events'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.listEvents, async ({ database, viewer, query }) => {
  const { pageSize, before, ...filter } = query
  const request = { filter, before, limit: pageSize }
  return { status: 200, body: await listEvents(database, viewer, request) }
})
