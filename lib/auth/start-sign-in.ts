import { escapeHtml } from '@/lib/http/escape-html'
import { callNextAuth } from './call-next-auth'
import type { AuthContext } from './context'
import { formatCookie } from './cookie'
import { describeError } from './describe-error'
import { listProviders } from './provider'
import { readField } from './read-field'
import { redirectTo } from './redirect-to'
import { isSameOrigin } from './same-origin'
import { formatSignInPath, parseReturnPath } from './sign-in-path'

export const RETURN_COOKIE = 'return'
const RETURN_SECONDS = 15 * 60

/**
 * Handles the form of the sign-in page: stores the page to return to and sends the browser to the provider. It answers
 * with a page that links there instead of a redirect, because the content policy allows redirects of a form only to
 * this server.
 */
export async function startSignIn(
  request: Request,
  { config }: Pick<AuthContext, 'config'>,
  providerId: string,
): Promise<Response> {
  if (!isSameOrigin(config, request.headers))
    return redirectTo(formatSignInPath({ trouble: 'origin' }))
  const named = listProviders(config).find(({ id }) => id === providerId)
  if (named === undefined) return redirectTo(formatSignInPath())
  const back = parseReturnPath(await readField(request, 'to'))
  try {
    const asked = { action: 'signin', named, query: {}, cookies: {} } as const
    const { redirect, cookies } = await callNextAuth(config, asked)
    const target = parseTarget(redirect, config.url)
    if (target === null) return redirectTo(formatSignInPath({ trouble: 'provider', to: back }))
    const value = encodeURIComponent(back)
    const remembered = formatCookie(config, { name: RETURN_COOKIE, value, seconds: RETURN_SECONDS })
    return buildRedirectPage(target, named.provider.name, [...cookies, remembered])
  } catch (error) {
    const { name } = named.provider
    console.error(`Sign-in failed: ${name} cannot be reached: ${describeError(error)}`)
    return redirectTo(formatSignInPath({ trouble: 'provider', to: back }))
  }
}

/** next-auth answers with an address of this server when the provider cannot be reached. */
function parseTarget(redirect: string | null, own: string | null): string | null {
  if (redirect === null || !URL.canParse(redirect)) return null
  const { protocol, origin, href } = new URL(redirect)
  if (own !== null && origin === new URL(own).origin) return null
  return protocol === 'https:' || protocol === 'http:' ? href : null
}

function buildRedirectPage(url: string, name: string, cookies: readonly string[]): Response {
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' })
  headers.set('cache-control', 'no-store')
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  const href = escapeHtml(url)
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="0;url=${href}">
<title>Signing in · Signet</title>
</head>
<body style="font-family: system-ui; margin: 2rem">
<p>Signing in goes on at <a href="${href}">${escapeHtml(name)}</a>.</p>
</body>
</html>
`
  return new Response(html, { headers })
}
