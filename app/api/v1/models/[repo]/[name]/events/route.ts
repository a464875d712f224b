import { hasModel } from '@/lib/index/read/find-model'
import { listEvents } from '@/lib/index/read/list-events'
import { readInstant } from '../../../../_api/operation-parts'
import { operations } from '../../../../_api/operations'
import { noSuchModel } from '../../../../_api/refusals'
import { route } from '../../../../_api/route'

export const GET = route(operations.listModelEvents, async (input) => {
  const { database, viewer, params, query } = input
  const { pageSize, before, at: _, ...filter } = query
  const scope = { repo: params.repo, artifact: params.name, at: readInstant(query) }
  const page = await listEvents(database, viewer, { ...scope, filter, before, limit: pageSize })
  // A model that has events exists.
  const isThere =
    page.items.length > 0 || (await hasModel(database, viewer, params.repo, params.name))
  return isThere ? { status: 200, body: page } : noSuchModel(params)
})
