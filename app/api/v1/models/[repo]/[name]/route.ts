import { findModel } from '@/lib/index/read/find-model'
import { readInstant } from '../../../_api/operation-parts'
import { operations } from '../../../_api/operations'
import { noSuchModel } from '../../../_api/refusals'
import { route } from '../../../_api/route'

export const GET = route(operations.getModel, async ({ database, viewer, params, query }) => {
  const request = { ...params, ...query, at: readInstant(query) }
  const model = await findModel(database, viewer, request)
  return model ? { status: 200, body: model } : noSuchModel(params)
})
