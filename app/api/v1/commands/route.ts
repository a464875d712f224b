import { listCommands } from '@/lib/promote/entry-point'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.listCommands, async ({ viewer, query }) => {
  const items = await listCommands(viewer, query)
  return { status: 200, body: { items } }
})
