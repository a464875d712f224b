import { findRunning } from '@/lib/sync/running'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.ready, async ({ database }) => {
  await database.query('SELECT 1')
  const parts = {
    database: { status: 'ok', detail: database.kind },
    syncs: findRunning()
      ? { status: 'ok', detail: 'running' }
      : { status: 'failed', detail: 'not running' },
  }
  const ok = Object.values(parts).every((part) => part.status === 'ok')
  return { status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'failed', parts } }
})
