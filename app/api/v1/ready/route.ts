import { runningSyncs } from '@/lib/sync/running'
import { checkDatabase } from '../_api/check-database'
import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.ready, async ({ database }) => {
  const running = runningSyncs.get()
  const parts = {
    database: await checkDatabase(database),
    ...(running
      ? { git: { status: 'ok', detail: running.git }, syncs: { status: 'ok', detail: 'running' } }
      : { syncs: { status: 'failed', detail: 'not running' } }),
  }
  const ok = Object.values(parts).every((part) => part.status === 'ok')
  return { status: ok ? 200 : 503, body: { status: ok ? 'ok' : 'failed', parts } }
})
