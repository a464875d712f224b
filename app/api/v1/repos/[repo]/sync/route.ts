import { requestSync } from '@/lib/sync/request-sync'
import { operations } from '../../../_api/operations'
import { noSuchRepo } from '../../../_api/refusals'
import { route } from '../../../_api/route'

export const POST = route(operations.syncRepo, async ({ params }) => {
  const status = await requestSync(params.repo)
  return status === 'unknown-repo' ? noSuchRepo(params.repo) : { status: 202, body: { status } }
})
