import { finishSignIn } from '@/lib/auth/finish-sign-in'
import { getAuthWorld } from '@/lib/auth/world'

type Context = { readonly params: Promise<{ readonly provider: string }> }

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return finishSignIn(request, await getAuthWorld(), (await params).provider)
}

/** Next would answer it as GET, which uses the provider's code up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
