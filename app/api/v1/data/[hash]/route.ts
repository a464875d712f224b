import { findData } from '@/lib/index/read/find-data'
import { addressesOf } from '../../../../addresses-of'
import { operations } from '../../_api/operations'
import { refuse } from '../../_api/refuse'
import { route } from '../../_api/route'

export const GET = route(operations.getData, async ({ database, viewer, params }) => {
  const found = await findData(database, viewer, { hash: params.hash, addressesOf })
  if (found !== null) return { status: 200, body: found }
  const message = `No repository that you may see has content with the hash ${params.hash}.`
  return refuse({ status: 404, code: 'data-not-found', message })
})
