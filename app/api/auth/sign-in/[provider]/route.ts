import { getAuthContext } from '@/lib/auth/context'
import { startSignIn } from '@/lib/auth/start-sign-in'
import { refuseHead } from '../../../refuse-head'

type Context = { readonly params: Promise<{ readonly provider: string }> }

export async function POST(request: Request, { params }: Context): Promise<Response> {
  return startSignIn(request, await getAuthContext(), (await params).provider)
}

export const HEAD = refuseHead('POST')
