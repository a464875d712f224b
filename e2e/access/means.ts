import { type Browser, openBrowser } from '@/lib/testing/browser'
import type { OidcAccount } from '@/lib/testing/oidc-issuer'
import { parseIssuerTarget, signInAtIssuer } from '@/lib/testing/sign-in-at-issuer'
import type { Server } from '../start-server'
import type { Actions } from './actions'
import { encodeAction } from './encode-action'
import { HIDDEN } from './repos'
import type { Subject } from './rows'

export type Means = { readonly session?: Browser; readonly token?: string }

type At = { readonly server: Server; readonly actions: Actions }

const account = (name: string, groups: readonly string[]): OidcAccount => ({
  name,
  groups,
  email_verified: true,
  email: `${name.toLowerCase()}@example.com`,
})

/** The accounts of the issuer. */
export const ACCOUNTS = {
  nora: account('Nora', []),
  vic: account('Vic', ['readers']),
  eddy: account('Eddy', ['ml']),
  ana: account('Ana', []),
  rita: account('Rita', ['ml', HIDDEN]),
  lowe: account('Lowe', ['ml']),
  remo: account('Remo', ['readers']),
}

type Login = keyof typeof ACCOUNTS

/** The session and token of each subject: with people signed in at a real issuer, and their tokens from Settings. */
export async function openMeans(
  given: At & { readonly accounts: Record<string, OidcAccount> },
): Promise<Record<Subject, Means>> {
  const { server, accounts } = given
  const logins = Object.keys(ACCOUNTS) as Login[]
  const signedIn = logins.map(async (login) => [login, await signIn(server.url, login)] as const)
  const sessions = Object.fromEntries(await Promise.all(signedIn)) as Record<Login, Browser>
  const token = (login: Login, scopes: readonly string[], limits = {}) =>
    createToken(given, sessions[login], { scopes, ...limits })
  const means = {
    anonymous: {},
    open: {},
    roleless: { session: sessions.nora },
    viewer: { session: sessions.vic },
    editor: { session: sessions.eddy },
    admin: { session: sessions.ana },
    outsider: { session: sessions.ana, token: await token('ana', ['admin']) },
    insider: { session: sessions.rita, token: await token('rita', ['admin']) },
    read: { token: await token('ana', ['read']) },
    register: { token: await token('ana', ['register']) },
    promote: { token: await token('ana', ['promote']) },
    deploy: { token: await token('ana', ['deploy']) },
    all: { token: await token('ana', ['admin']) },
    elsewhere: { token: await token('rita', ['admin'], { repos: [HIDDEN] }) },
    stage: {
      token: await token('ana', ['read', 'register', 'promote', 'deploy'], { stages: ['other'] }),
    },
    lowered: { token: await token('lowe', ['admin']) },
    removed: { session: sessions.remo },
  }
  // The issuer says at their next sign-in, somewhere else, that they belong to less.
  accounts.lowe = account('Lowe', ['readers'])
  accounts.remo = account('Remo', [])
  await signIn(server.url, 'lowe')
  await signIn(server.url, 'remo')
  return means
}

/** Signs a person in at the test issuer. */
export async function signIn(url: string, login: string): Promise<Browser> {
  const browser = openBrowser()
  const init = { method: 'POST', body: 'to=%2F', headers: { origin: url } }
  const answer = await browser.visit(`${url}/api/auth/sign-in/issuer`, init)
  const target = parseIssuerTarget(await answer.text()) ?? ''
  await browser.visit(await signInAtIssuer(browser, target, { signet: url, form: { login } }))
  return browser
}

type Wanted = {
  readonly scopes: readonly string[]
  readonly repos?: readonly string[]
  readonly stages?: readonly string[]
}

/** A token's secret, made by the form in Settings. */
export async function createToken(
  { server, actions }: At,
  session: Browser,
  { scopes, repos = [], stages = [] }: Wanted,
): Promise<string> {
  const fields = [
    ...[
      ['name', 'test'],
      ['days', '7'],
    ],
    ...scopes.map((scope) => ['scopes', scope]),
    ...repos.map((repo) => ['repos', repo]),
    ...stages.map((stage) => ['stages', stage]),
  ] as [string, string][]
  const { id, page } = actions.createToken ?? { id: '', page: '' }
  const { headers, body } = encodeAction(id, { before: 'yes', fields })
  const origin = server.url
  const init = { method: 'POST', headers: { ...headers, origin }, body }
  const answer = await session.visit(`${origin}${page}`, init)
  const [secret] = /sgn_[\w-]{43}/.exec(await answer.text()) ?? []
  if (secret === undefined) throw new Error(`no token: ${answer.status}`)
  return secret
}
