import { operations } from '../_api/operations'
import { route } from '../_api/route'

export const GET = route(operations.health, async () => ({ status: 200, body: { status: 'ok' } }))
