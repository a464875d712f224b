import { canRead } from '@/lib/auth/permissions'
import { decideRequest, withdrawRequest } from '@/lib/promote/entry-point'
import { refuseHead } from '../../../../refuse-head'
import { refuseScope } from '../../../_api/authorize'
import { operations } from '../../../_api/operations'
import { route } from '../../../_api/route'
import { answerOutcome } from '../../../_api/run-request'

export const POST = route(operations.decideCommand, async ({ actor, params: { id }, body }) => {
  // The answer contains the request, so the token must be allowed to read it.
  if (!canRead(actor)) return refuseScope()
  const { decision, reason, expected = null } = body
  const outcome =
    decision === 'withdraw'
      ? await withdrawRequest(actor, id)
      : await decideRequest(actor, { id, decision, reason: reason?.trim() || null, expected })
  return answerOutcome(outcome)
})

export const HEAD = refuseHead('POST')
