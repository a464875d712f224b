import { findCommand } from '@/lib/promote/entry-point'
import { answerRefusal } from '../../_api/authorize'
import { operations } from '../../_api/operations'
import { route } from '../../_api/route'

export const GET = route(operations.getCommand, async ({ viewer, params: { id } }) => {
  const command = await findCommand(viewer, id)
  return command
    ? { status: 200, body: command }
    : answerRefusal({ code: 'request-unknown', details: { id } })
})
