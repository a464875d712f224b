import { hasModel } from '@/lib/index/read/find-model'
import { findVersion } from '@/lib/index/read/find-version'
import { operations } from '../../../../../_api/operations'
import { noSuchModel, noSuchVersion } from '../../../../../_api/refusals'
import { route } from '../../../../../_api/route'

export const GET = route(operations.getVersion, async ({ database, viewer, params }) => {
  const found = await findVersion(database, viewer, params)
  if (found !== null) return { status: 200, body: found }
  const known = await hasModel(database, viewer, params.repo, params.name)
  return known ? noSuchVersion(params) : noSuchModel(params)
})
