import { callNextAuth } from './call-next-auth'
import type { AuthContext } from './context'
import { formatCookie, formatCookieName, readCookie } from './cookie'
import type { Person } from './decide-role'
import { describeError } from './describe-error'
import { findGroupSource } from './oauth-provider'
import { parsePerson } from './parse-person'
import { formatIssuer, listProviders, type NamedProvider } from './provider'
import { SESSION_COOKIE } from './read-session'
import { redirectTo } from './redirect-to'
import { createSession, deleteSession } from './sessions'
import { formatSignInPath, parseReturnPath, type SignInError } from './sign-in-path'
import { RETURN_COOKIE } from './start-sign-in'

/**
 * Handles the callback of the provider. When the provider names the person, begins a session and redirects to the
 * requested page.
 */
export async function finishSignIn(
  request: Request,
  context: AuthContext,
  providerId: string,
): Promise<Response> {
  const { config } = context
  const named = listProviders(config).find(({ id }) => id === providerId)
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const back = readReturnPath(request, context)
  const fail = (trouble: SignInError) => redirectTo(formatSignInPath({ trouble, to: back }))
  if (named === undefined) return fail('stale')
  if (query.error !== undefined)
    return fail(query.error === 'access_denied' ? 'denied' : 'provider')
  if (readCookie(config, request.headers, 'state') === null) return fail('stale')
  const { person, cookies } = await identifyPerson(request, context, { named, query })
  if (person === null) return fail('provider')
  const session = await beginSession(request.headers, context, person)
  const clearReturn = formatCookie(config, { name: RETURN_COOKIE, value: '', seconds: 0 })
  return redirectTo(back, [...cookies, session, clearReturn])
}

/** Begins a session with a new id, ends the session that the browser had, and returns the cookie to set. */
export async function beginSession(
  headers: Pick<Headers, 'get'>,
  { config, database, now }: AuthContext,
  person: Person,
): Promise<string> {
  const before = readCookie(config, headers, SESSION_COOKIE)
  if (before !== null) await deleteSession(database, before)
  const value = await createSession(database, person, now)
  return formatCookie(config, { name: SESSION_COOKIE, value, seconds: null })
}

async function identifyPerson(
  request: Request,
  { config }: AuthContext,
  { named, query }: { readonly named: NamedProvider; readonly query: Record<string, string> },
): Promise<{ readonly person: Person | null; readonly cookies: readonly string[] }> {
  const names = ['state', 'pkce', 'nonce'] as const
  const cookies = Object.fromEntries(
    names.flatMap((name) => {
      const value = readCookie(config, request.headers, name)
      return value === null ? [] : [[formatCookieName(config, name), value]]
    }),
  )
  try {
    const answer = await callNextAuth(config, { action: 'callback', named, query, cookies })
    if (answer.claims === null) return { person: null, cookies: [] }
    const { provider } = named
    const person = parsePerson(formatIssuer(provider), answer.claims, findGroupSource(provider))
    return { person, cookies: answer.cookies }
  } catch (error) {
    const { name } = named.provider
    console.error(`Sign-in failed: ${name} cannot be reached: ${describeError(error)}`)
    return { person: null, cookies: [] }
  }
}

function readReturnPath({ headers }: Request, { config }: AuthContext): string {
  const written = readCookie(config, headers, RETURN_COOKIE)
  try {
    return parseReturnPath(written === null ? null : decodeURIComponent(written))
  } catch (error) {
    if (error instanceof URIError) return '/'
    throw error
  }
}
