import { finishSignIn } from '@/lib/auth/finish-sign-in'
import { getAuthWorld } from '@/lib/auth/world'
import { refuseHead } from '../../../refuse-head'

type Context = { readonly params: Promise<{ readonly provider: string }> }

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return finishSignIn(request, await getAuthWorld(), (await params).provider)
}

/** As GET it would use up the provider's code. */
export const HEAD = refuseHead('GET')
