import { printLink } from '@/lib/auth/follow-link'
import { getAuthWorld } from '@/lib/auth/world'
import { refuseHead } from '../../refuse-head'

export async function POST(request: Request): Promise<Response> {
  return printLink(request, await getAuthWorld())
}

export const HEAD = refuseHead('POST')
