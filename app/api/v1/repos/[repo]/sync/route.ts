import { decidePermission } from '@/lib/auth/permissions'
import { requestSync } from '@/lib/sync/request-sync'
import { refuseHead } from '../../../../refuse-head'
import { operations } from '../../../_api/operations'
import { noSuchRepo } from '../../../_api/refusals'
import { route } from '../../../_api/route'

export const POST = route(operations.syncRepo, async ({ params: { repo }, actor }) => {
  const mayAccept = decidePermission(actor, 'accept-loss', { repo }) === 'yes'
  const status = await requestSync(repo, mayAccept ? 'admin' : 'other')
  return status === 'unknown-repo' ? noSuchRepo(repo) : { status: 202, body: { status } }
})

export const HEAD = refuseHead('POST')
