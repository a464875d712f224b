import { deleteView } from '@/lib/journal/saved-views'
import { viewEditor } from '../../../../views/view-editor'
import { viewRefusal } from '../../../../views/view-refusal'
import { refuseHead } from '../../../refuse-head'
import { answerRefusal, requireSender } from '../../_api/authorize'
import { operations } from '../../_api/operations'
import { route } from '../../_api/route'

export const DELETE = route(operations.deleteView, async ({ database, actor, params: { id } }) => {
  const sender = requireSender(actor)
  const done = await deleteView(database, viewEditor(sender), id)
  if (done === 'done') return { status: 200, body: { status: 'deleted' } }
  return answerRefusal(viewRefusal(done, { name: '', actor: sender }))
})

export const HEAD = refuseHead('DELETE')
