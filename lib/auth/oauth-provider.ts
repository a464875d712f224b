import type { Profile } from 'next-auth'
import type { OAuthConfig, UserinfoEndpointHandler } from 'next-auth/providers/oauth'
import type { AuthProvider } from '@/lib/config/config'
import { readGithubClaims } from './github-claims'
import { mergeClaims } from './merge-claims'
import type { Claims, GroupSource } from './parse-person'
import { formatIssuer, type NamedProvider } from './provider'

const TIMEOUT_MS = 10_000
/** Where GitHub names its groups: organisations and `organisation/team`. */
const GROUPS = 'groups'

type UserinfoRequest = NonNullable<UserinfoEndpointHandler['request']>
type Tokens = Parameters<UserinfoRequest>[0]['tokens']

/**
 * The next-auth settings of a provider: OpenID Connect (also for GitLab), or GitHub's own API. State and PKCE are
 * always used, and a nonce when there is an ID token.
 */
export function buildOAuthProvider(
  { id, provider }: NamedProvider,
  scope: string,
): OAuthConfig<Profile> {
  const common = {
    id,
    name: provider.name,
    type: 'oauth' as const,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    httpOptions: { timeout: TIMEOUT_MS },
    profile: (claims: Profile) => ({ id: String(claims.sub) }),
  }
  const issuer = formatIssuer(provider)
  if (provider.type === 'github') return { ...common, ...buildGithub(issuer, scope) }
  return {
    ...common,
    wellKnown: formatDiscovery(issuer),
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope } },
    userinfo: { request: (answer) => readOidcClaims(issuer, answer) },
  }
}

/**
 * Where a provider lists the groups of a person, and which of them count. At GitHub and GitLab any person can create a
 * group with any free name, so only groups below the configured ones count.
 */
export function findGroupSource(provider: AuthProvider): GroupSource {
  return provider.type === 'oidc'
    ? { claim: provider.groupsClaim, within: 'any' }
    : { claim: GROUPS, within: provider.groups }
}

function formatDiscovery(issuer: string): string {
  return `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`
}

/**
 * The scopes to request from the provider. Some issuers return groups only for a scope of that name. Throws when an
 * issuer does not answer, or answers for another issuer.
 */
export async function findScope({ provider }: NamedProvider): Promise<string> {
  if (provider.type === 'github') return 'read:user user:email read:org'
  const issuer = formatIssuer(provider)
  const response = await fetch(formatDiscovery(issuer), {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`its discovery document answers ${response.status}`)
  const found: Claims = await response.json()
  if (found.issuer !== issuer) throw new Error(`it calls itself ${JSON.stringify(found.issuer)}`)
  const supported: readonly unknown[] = Array.isArray(found.scopes_supported)
    ? found.scopes_supported
    : []
  const { claim } = findGroupSource(provider)
  const usual = ['openid', 'profile', 'email']
  return [...usual, ...(supported.includes(claim) ? [claim] : [])].join(' ')
}

/** Claims of the ID token, which next-auth has checked by now, and of the userinfo endpoint. */
async function readOidcClaims(
  issuer: string,
  { client, tokens }: Parameters<UserinfoRequest>[0],
): Promise<Profile> {
  const claims: Profile & { readonly iss?: unknown } = decodeIdToken(tokens)
  if (claims.iss !== issuer) throw new Error('the ID token is of another issuer')
  if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims
  const info = await client.userinfo(tokens.access_token)
  if (info.sub !== claims.sub) throw new Error('the userinfo endpoint describes another person')
  return mergeClaims({ ...claims }, { ...info })
}

function decodeIdToken({ id_token }: Tokens): Profile {
  const payload = id_token?.split('.')[1]
  if (payload === undefined) throw new Error('there is no ID token')
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
}

function buildGithub(issuer: string, scope: string) {
  const api = issuer === 'https://github.com' ? 'https://api.github.com' : `${issuer}/api/v3`
  return {
    // GitHub names itself so in its answers (RFC 9207).
    issuer: `${issuer}/login/oauth`,
    checks: ['pkce' as const, 'state' as const],
    authorization: {
      url: `${issuer}/login/oauth/authorize`,
      params: { scope },
    },
    token: `${issuer}/login/oauth/access_token`,
    userinfo: {
      url: `${api}/user`,
      request: ({ tokens }: { readonly tokens: Tokens }) =>
        readGithubClaims(api, tokens.access_token ?? ''),
    },
  }
}
