import { type NextRequest, NextResponse } from 'next/server'

const API = '/api/v1/'

/**
 * Gives every page a Content-Security-Policy that runs the page's own scripts alone: each carries the nonce of its
 * request. Next reads the nonce from the request's header; the layout reads it as `x-nonce`. The address goes to
 * `x-signet-path`: somebody who has to sign in first comes back to it.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isDecodable(request.nextUrl.pathname)) return refuseAddress()
  if (isForeign(request)) return refuseForeign()
  const nonce = btoa(crypto.randomUUID())
  const policy = formatPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  headers.set('x-signet-path', request.nextUrl.pathname + request.nextUrl.search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

/** Next answers 500 to a path of a dynamic route that it cannot decode. */
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch (error) {
    if (error instanceof URIError) return false
    throw error
  }
}

function refuseAddress(): NextResponse {
  const message = 'The address is not percent-encoded UTF-8.'
  return NextResponse.json({ error: { code: 'bad-request', message } }, { status: 400 })
}

/** Whether a page of another site has the browser call the API (https://www.w3.org/TR/fetch-metadata/). Its answer would
 *  be kept from that page, but not its effect on the server. */
function isForeign({ headers, nextUrl }: NextRequest): boolean {
  return nextUrl.pathname.startsWith(API) && headers.get('sec-fetch-site') === 'cross-site'
}

function refuseForeign(): NextResponse {
  const message =
    'A page of another site asked for this (Sec-Fetch-Site: cross-site). ' +
    'The API answers programs and pages of this server.'
  return NextResponse.json({ error: { code: 'cross-site', message } }, { status: 403 })
}

/** Inline style attributes are allowed: widths of columns and places of pop-ups are set with them. */
function formatPolicy(nonce: string): string {
  const evaluate = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluate}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Answers of the API have no scripts: of its requests, those alone pass here that may have to be refused. */
export const config = {
  matcher: [
    { source: '/((?!api/v1/|_next/static/|favicon\\.ico$|icon\\.svg$).*)' },
    { source: '/api/v1/(.*%.*)' },
    {
      source: '/api/v1/(.*)',
      has: [{ type: 'header', key: 'sec-fetch-site', value: 'cross-site' }],
    },
  ],
}
