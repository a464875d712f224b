import { type NextRequest, NextResponse } from 'next/server'
import { getDatabase } from './lib/database/get-database'
import { isDatabaseUnavailable } from './lib/database/is-database-unavailable'

/** As long as a page waits for a database that is being started again. */
const DATABASE_MS = 6_000

const API = '/api/v1/'

/**
 * Gives every page a Content-Security-Policy that runs the page's own scripts alone: each carries the nonce of its
 * request. Next reads the nonce from the request's header; the layout reads it as `x-nonce`. The address goes to
 * `x-signet-path`: a person who has to sign in first comes back to it. While the database is away, pages answer 503.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = btoa(crypto.randomUUID())
  const policy = formatPolicy(nonce)
  const path = request.nextUrl.pathname
  if (!isDecodable(path)) return path.startsWith('/api/') ? refuseAddress() : showRefusal(policy)
  if (isForeign(request)) return refuseForeign()
  if (!path.startsWith(API) && !(await hasDatabase())) return showOutage(policy)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('Content-Security-Policy', policy)
  headers.set('x-signet-path', path + request.nextUrl.search)
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

const BAD_ADDRESS = 'The address is not percent-encoded UTF-8.'

function refuseAddress(): NextResponse {
  const error = { code: 'bad-request', message: BAD_ADDRESS }
  return NextResponse.json({ error }, { status: 400 })
}

/** The page for the same. It is written here because Next calls no page of the app for such a path. */
function showRefusal(policy: string): NextResponse {
  const html = `<p>${BAD_ADDRESS} After a percent sign there must be two hexadecimal digits, as in <code>%20</code>.</p>
<p><a href="/">All models</a></p>`
  const page = formatPage({ title: 'Bad address', heading: 'This address cannot be read', html })
  return new NextResponse(page, { status: 400, headers: pageHeaders(policy) })
}

/** Written here because the frame of every page of the app reads the database. */
function showOutage(policy: string): NextResponse {
  const heading = 'The database does not answer'
  const html = `<p>Signet cannot read its database at the moment. Your repositories are not touched: Git holds the registry, the
database only a copy that can be made again.</p>
<p>Reload in a moment. If that does not help, the log of the server has the reason.</p>
<p><a href="">Reload</a></p>`
  const headers = { ...pageHeaders(policy), 'retry-after': '5' }
  return new NextResponse(formatPage({ title: heading, heading, html }), { status: 503, headers })
}

function pageHeaders(policy: string) {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy,
  }
}

type Page = { readonly title: string; readonly heading: string; readonly html: string }

function formatPage({ title, heading, html }: Page): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Signet</title>
<style>
:root { color-scheme: light dark }
body { max-width: 36rem; margin: 0 auto; padding: 6rem 1rem; font: 0.875rem/1.6 system-ui, sans-serif }
h1 { font-size: 1.25rem }
</style>
<main>
<h1>${heading}</h1>
${html}
</main>
</html>
`
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

/** A page has sent its status before it knows that a read fails, so that this is asked first. */
async function hasDatabase(): Promise<boolean> {
  try {
    await (await getDatabase()).check(DATABASE_MS)
    return true
  } catch (error) {
    if (isDatabaseUnavailable(error)) return false
    throw error
  }
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
    { source: '/((?!api/v1/|_next/static/|favicon\\.ico$|icons?\\.svg$).*)' },
    { source: '/api/v1/(.*%.*)' },
    {
      source: '/api/v1/(.*)',
      has: [{ type: 'header', key: 'sec-fetch-site', value: 'cross-site' }],
    },
  ],
}
