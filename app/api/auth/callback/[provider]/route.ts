import { getAuthContext } from '@/lib/auth/context'
import { finishSignIn } from '@/lib/auth/finish-sign-in'
import { refuseHead } from '../../../refuse-head'

type Context = { readonly params: Promise<{ readonly provider: string }> }

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return finishSignIn(request, await getAuthContext(), (await params).provider)
}

/** Next would run GET, which uses up the provider's code. */
export const HEAD = refuseHead('GET')
