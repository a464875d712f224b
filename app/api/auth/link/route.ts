import { printLink } from '@/lib/auth/follow-link'
import { getAuthWorld } from '@/lib/auth/world'

export async function POST(request: Request): Promise<Response> {
  return printLink(request, await getAuthWorld())
}
