import { getAuthContext } from '@/lib/auth/context'
import { endSession } from '@/lib/auth/end-session'
import { refuseHead } from '../../refuse-head'

export async function POST(request: Request): Promise<Response> {
  return endSession(request, await getAuthContext())
}

export const HEAD = refuseHead('POST')
