import { getAuthContext } from '@/lib/auth/context'
import { followLink } from '@/lib/auth/follow-link'
import { refuseHead } from '../../api/refuse-head'

export async function GET(request: Request): Promise<Response> {
  return followLink(request, await getAuthContext())
}

/** Next would run GET, which uses up the link. */
export const HEAD = refuseHead('GET')
