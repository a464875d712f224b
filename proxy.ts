import { type NextRequest, NextResponse } from 'next/server'

/**
 * Gives every page a Content-Security-Policy that runs the page's own scripts alone: each carries the nonce of its
 * request. Next reads the nonce from the request's header; the layout reads it as `x-nonce`. The address goes to
 * `x-signet-path`: somebody who has to sign in first comes back to it.
 */
export function proxy(request: NextRequest): NextResponse {
  if (!isDecodable(request.nextUrl.pathname)) return refuseAddress()
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

export const config = {
  matcher: [{ source: '/((?!_next/static/|favicon\\.ico$|icon\\.svg$).*)' }],
}
