import { endSession } from '@/lib/auth/end-session'
import { getAuthWorld } from '@/lib/auth/world'
import { refuseHead } from '../../refuse-head'

export async function POST(request: Request): Promise<Response> {
  return endSession(request, await getAuthWorld())
}

export const HEAD = refuseHead('POST')
