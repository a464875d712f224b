import { checkDatabase } from '../_api/check-database'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.health, async ({ database }) => {
  const part = await checkDatabase(database)
  return part.status === 'ok'
    ? { status: 200, body: { status: 'ok' } }
    : { status: 503, body: { status: 'failed', parts: { database: part } } }
})
