import { followLink } from '@/lib/auth/follow-link'
import { getAuthWorld } from '@/lib/auth/world'

export async function GET(request: Request): Promise<Response> {
  return followLink(request, await getAuthWorld())
}

/** Next would answer it as GET, which uses the link up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
