import { readInsights } from '@/lib/index/read/read-insights'
import { answerFile } from '../_api/answer-file'
import { formatInsights } from '../_api/insight-files'
import { readInsightRequest } from '../_api/insight-requests'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.exportInsights, async ({ database, viewer, actor, query }) => {
  const request = { ...readInsightRequest(query, actor), by: query.by }
  const view = await readInsights(database, viewer, request)
  return answerFile('text/csv', 'insights', formatInsights(view))
})
