import { hasModel } from '@/lib/index/read/find-model'
import { listEvents } from '@/lib/index/read/list-events'
import { operations } from '../../../../_api/operations'
import { noSuchModel } from '../../../../_api/refusals'
import { route } from '../../../../_api/route'

export const GET = route(operations.listModelEvents, async (input) => {
  const { database, viewer, params, query } = input
  const { pageSize, ...filter } = query
  const scope = { ...filter, repo: params.repo, artifact: params.name, limit: pageSize }
  const page = await listEvents(database, viewer, scope)
  // A model that has events exists.
  const isThere =
    page.items.length > 0 || (await hasModel(database, viewer, params.repo, params.name))
  return isThere ? { status: 200, body: page } : noSuchModel(params)
})
