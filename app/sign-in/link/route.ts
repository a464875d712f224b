import { followLink } from '@/lib/auth/follow-link'
import { getAuthWorld } from '@/lib/auth/world'
import { refuseHead } from '../../api/refuse-head'

export async function GET(request: Request): Promise<Response> {
  return followLink(request, await getAuthWorld())
}

/** As GET it would use up the link. */
export const HEAD = refuseHead('GET')
