import { findModel } from '@/lib/index/find-model'
import { operations } from '../../../_api/operations'
import { noSuchModel } from '../../../_api/refusals'
import { route } from '../../../_api/route'

export const GET = route(operations.getModel, async ({ database, viewer, params }) => {
  const model = await findModel(database, viewer, params.repo, params.name)
  return model ? { status: 200, body: model } : noSuchModel(params)
})
