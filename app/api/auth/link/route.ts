import { getAuthContext } from '@/lib/auth/context'
import { printLink } from '@/lib/auth/follow-link'
import { refuseHead } from '../../refuse-head'

export async function POST(request: Request): Promise<Response> {
  return printLink(request, await getAuthContext())
}

export const HEAD = refuseHead('POST')
