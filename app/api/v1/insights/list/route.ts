import { listInsightEntries } from '@/lib/index/read/list-insight-entries'
import { readListRequest } from '../../_api/insight-requests'
import { operations } from '../../_api/operations'
import { route } from '../../_api/route'

export const GET = route(operations.listInsights, async ({ database, viewer, actor, query }) => {
  const page = await listInsightEntries(database, viewer, readListRequest(query, actor))
  return { status: 200, body: page }
})
