import { findModel } from '@/lib/index/find-model'
import { listEvents } from '@/lib/index/list-events'
import { operations } from '../../../../_api/operations'
import { noSuchModel } from '../../../../_api/refusals'
import { route } from '../../../../_api/route'

export const GET = route(operations.listModelEvents, async (input) => {
  const { database, viewer, params, query } = input
  const model = await findModel(database, viewer, params.repo, params.name)
  if (!model) return noSuchModel(params)
  const { pageSize, ...filter } = query
  const scope = { ...filter, repo: params.repo, artifact: params.name, limit: pageSize }
  return { status: 200, body: await listEvents(database, viewer, scope) }
})
