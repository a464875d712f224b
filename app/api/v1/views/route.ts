import { listViews, MAX_LISTED, saveView } from '@/lib/journal/saved-views'
import { buildNewView } from '../../../views/new-view'
import { viewRefusal } from '../../../views/view-refusal'
import { refuseHead } from '../../refuse-head'
import { answerRefusal, requireSender } from '../_api/authorize'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.listViews, async ({ database, actor }) => {
  return { status: 200, body: await listViews(database, actor?.id ?? null, MAX_LISTED) }
})

export const POST = route(operations.saveView, async ({ database, actor, body }) => {
  const sender = requireSender(actor)
  const saved = await saveView(database, sender, { asked: buildNewView(body), now: new Date() })
  if (typeof saved !== 'string') return { status: 201, body: saved }
  return answerRefusal(viewRefusal(saved, { name: body.name, actor: sender }))
})

export const HEAD = refuseHead('GET')
