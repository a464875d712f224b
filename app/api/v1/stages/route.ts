import { listBoard } from '@/lib/index/read/list-board'
import { listWaitingStages } from '@/lib/promote/entry-point'
import { readInstant } from '../_api/operation-parts'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.listStages, async ({ database, viewer, query }) => {
  const { label = null, owner = null, repo = null, page, pageSize } = query
  const waiting = await listWaitingStages(viewer)
  const at = readInstant(query)
  const request = { filter: { label, owner, repo }, page, pageSize, waiting, at }
  return { status: 200, body: await listBoard(database, viewer, request) }
})
