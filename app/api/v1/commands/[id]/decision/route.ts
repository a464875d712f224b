import { decideRequest, withdrawRequest } from '@/lib/promote/door'
import { refuseHead } from '../../../../refuse-head'
import { operations } from '../../../_api/operations'
import { route } from '../../../_api/route'
import { answerOutcome } from '../../../_api/run-asked'

export const POST = route(operations.decideCommand, async ({ actor, params: { id }, body }) => {
  const { decision, reason, expected = null } = body
  const outcome =
    decision === 'withdraw'
      ? await withdrawRequest(actor, id)
      : await decideRequest(actor, { id, decision, reason: reason?.trim() || null, expected })
  return answerOutcome(outcome)
})

export const HEAD = refuseHead('POST')
