import { readInsights } from '@/lib/index/read/read-insights'
import { readInsightRequest } from '../_api/insight-requests'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.getInsights, async ({ database, viewer, actor, query }) => {
  const request = { ...readInsightRequest(query, actor), by: query.by }
  return { status: 200, body: await readInsights(database, viewer, request) }
})
