import { createHmac, randomBytes } from 'node:crypto'
import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type NextAuthOptions, type Profile } from 'next-auth'
import type { Config } from '@/lib/config/config'
import { formatCookieName, isSecure } from './cookie'
import { describeError } from './describe-error'
import { buildOAuthProvider, findScope } from './oauth-provider'
import type { Claims } from './parse-person'
import type { NamedProvider } from './provider'
import { hashSecret } from './secret'

/** Cookies that a sign-in needs between leaving and coming back; those that next-auth would set besides are dropped. */
const KEPT_COOKIES = ['state', 'pkce', 'nonce'] as const
/** A person who needs longer at the provider has to start again. */
const COOKIE_SECONDS = 15 * 60

export type NextAuthStep = {
  readonly action: 'signin' | 'callback'
  readonly named: NamedProvider
  /** Of the address. */
  readonly query: Readonly<Record<string, string>>
  readonly cookies: Readonly<Record<string, string>>
}

/**
 * `redirect`: where next-auth would send the browser. `claims`: what the provider says about the person, after the
 * sign-in.
 */
export type NextAuthAnswer = {
  readonly redirect: string | null
  readonly cookies: readonly string[]
  readonly claims: Claims | null
}

/**
 * Lets next-auth perform one step of OAuth or OpenID Connect. It does not manage accounts and sessions: it is stopped
 * as soon as the person is known. Throws when the provider cannot be reached.
 */
export async function callNextAuth(config: Config, step: NextAuthStep): Promise<NextAuthAnswer> {
  const { action, named, query } = step
  // Where next-auth reads the address of its routes from.
  process.env.NEXTAUTH_URL = config.url ?? ''
  let claims: Claims | null = null
  // The requested scopes matter only on the way to the provider.
  const scope = action === 'signin' ? await findScope(named) : ''
  const options = buildOptions(config, { named, scope }, (profile) => {
    claims = { ...profile }
  })
  const csrf = randomBytes(32).toString('hex')
  const request = {
    method: action === 'signin' ? 'POST' : 'GET',
    headers: {},
    query: { ...query, nextauth: [action, named.id] },
    cookies: {
      ...step.cookies,
      [formatCookieName(config, 'csrf')]: `${csrf}|${hashSecret(csrf + options.secret)}`,
    },
    body: action === 'signin' ? { csrfToken: csrf } : {},
  }
  const response = recordResponse()
  await NextAuth(
    request as unknown as NextApiRequest,
    response.target as unknown as NextApiResponse,
    options,
  )
  const names = KEPT_COOKIES.map((name) => `${formatCookieName(config, name)}=`)
  const cookies = response
    .cookies()
    .filter((cookie) => names.some((name) => cookie.startsWith(name)))
  return { redirect: response.location(), cookies, claims }
}

function buildOptions(
  config: Config,
  { named, scope }: { readonly named: NamedProvider; readonly scope: string },
  onSignIn: (claims: Profile) => void,
): NextAuthOptions & { readonly secret: string } {
  const cookie = (name: string, maxAge?: number) => ({
    name: formatCookieName(config, name),
    options: {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: isSecure(config),
      ...(maxAge === undefined ? {} : { maxAge }),
    },
  })
  return {
    providers: [buildOAuthProvider(named, scope)],
    secret: deriveSecret(named),
    useSecureCookies: isSecure(config),
    session: { strategy: 'jwt' },
    cookies: {
      state: cookie('state', COOKIE_SECONDS),
      pkceCodeVerifier: cookie('pkce', COOKIE_SECONDS),
      nonce: cookie('nonce', COOKIE_SECONDS),
      csrfToken: cookie('csrf'),
      callbackUrl: cookie('callback'),
      sessionToken: cookie('next-auth'),
    },
    callbacks: {
      signIn({ profile }) {
        if (profile === undefined) return false
        onSignIn(profile)
        return '/'
      },
    },
    logger: {
      // The details may hold what a provider answered, tokens included.
      error: (code, details) => console.error(`Sign-in failed: ${code} ${describe(details)}`),
      warn: () => {},
      debug: () => {},
    },
  }
}

/**
 * The secret that seals the cookies of a sign-in. It is the same on every replica, and is derived from the client's
 * secret.
 */
function deriveSecret({ id, provider }: NamedProvider): string {
  return createHmac('sha256', provider.clientSecret).update(`signet sign-in ${id}`).digest('hex')
}

function describe(details: unknown): string {
  const error = details instanceof Error ? details : (details as { error?: unknown } | null)?.error
  return describeError(error)
}

/** As much of a Node response as next-auth writes to. */
function recordResponse() {
  const headers = new Map<string, unknown>()
  const target = {
    status: () => target,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: unknown) => {
      headers.set(name.toLowerCase(), value)
      return target
    },
    end: () => target,
    json: () => target,
    send: () => target,
  }
  return {
    target,
    location: () => {
      const location = headers.get('location')
      return typeof location === 'string' ? location : null
    },
    cookies: (): readonly string[] => [headers.get('set-cookie') ?? []].flat().map(String),
  }
}
