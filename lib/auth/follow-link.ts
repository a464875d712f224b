import type { AuthContext } from './context'
import { beginSession } from './finish-sign-in'
import { isOpenLocally } from './is-open-locally'
import { LOCAL_ISSUER, LOCAL_OWNER } from './local-owner'
import { readSession } from './read-session'
import { redirectTo } from './redirect-to'
import { isSameOrigin } from './same-origin'
import { createSignInLink, formatLinkNotice, takeSignInLink } from './sign-in-link'
import { formatSignInPath } from './sign-in-path'

/** Signs the owner in by the one-time link. A used link redirects a person who is already signed in. */
export async function followLink(request: Request, context: AuthContext): Promise<Response> {
  // Browsers prefetch addresses. A prefetch must not use the link.
  if (/prefetch|prerender/.test(request.headers.get('sec-purpose') ?? '')) {
    return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } })
  }
  const key = new URL(request.url).searchParams.get('key') ?? ''
  if (context.config.mode === 'local' && takeSignInLink(key)) {
    const owner = { ...LOCAL_OWNER, issuer: LOCAL_ISSUER }
    return redirectTo('/', [await beginSession(request.headers, context, owner)])
  }
  const signedIn = await readSession(request.headers, context)
  return redirectTo(signedIn === null ? formatSignInPath({ trouble: 'link' }) : '/')
}

/** Prints a new link to the terminal. Only a person who can read the terminal can use it. */
export function printLink(request: Request, { config, now }: AuthContext): Response {
  if (!isSameOrigin(config, request.headers))
    return redirectTo(formatSignInPath({ trouble: 'origin' }))
  if (!isOpenLocally(config, request.headers)) return redirectTo(formatSignInPath())
  const link = createSignInLink(config, now)
  if (link !== null) console.log(formatLinkNotice(link))
  return redirectTo(`${formatSignInPath()}?printed=yes`)
}
