import { endSession } from '@/lib/auth/end-session'
import { getAuthWorld } from '@/lib/auth/world'

export async function POST(request: Request): Promise<Response> {
  return endSession(request, await getAuthWorld())
}
