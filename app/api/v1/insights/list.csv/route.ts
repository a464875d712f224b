import { listInsightEntries } from '@/lib/index/read/list-insight-entries'
import { answerFile } from '../../_api/answer-file'
import { formatInsightList } from '../../_api/insight-files'
import { readListRequest } from '../../_api/insight-requests'
import { operations } from '../../_api/operations'
import { route } from '../../_api/route'

export const GET = route(
  operations.exportInsightList,
  async ({ database, viewer, actor, query }) => {
    const { items } = await listInsightEntries(database, viewer, readListRequest(query, actor))
    return answerFile('text/csv', `insights-${query.of}`, formatInsightList(items))
  },
)
