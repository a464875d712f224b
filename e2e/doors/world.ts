import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Browser, openBrowser } from '@/lib/testing/browser'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { type OidcAccount, type OidcIssuer, openOidcIssuer } from '@/lib/testing/oidc-issuer'
import { parseIssuerTarget, signInAtIssuer } from '@/lib/testing/sign-in-at-issuer'
import { createTempDir } from '@/lib/testing/temp-dir'
import { standalone } from '@/scripts/steps/build-app.mjs'
import { findFreePort, type Server, startServer, waitForSyncs } from '../start-server'
import { encodeAction } from './encode-action'
import type { Subject } from './rows'

/** A token of signet.yaml that asks for what others approve; it sees both repositories. */
export const ASKER = 'token-of-signet-yaml-that-asks-0123456789'
/** The slug of a repository that not everybody may see, and a label that only its models have. */
export const HIDDEN = 'vault'
export const HIDDEN_LABEL = 'label-of-the-hidden'
/** Who writes has a model of their own, so that nobody is in another's way. */
const WRITERS = ['editor', 'admin', 'insider', 'register', 'promote', 'all', 'stage'] as const

export type Means = { readonly session?: Browser; readonly token?: string }

export type DoorWorld = {
  /** Where reading takes a role, and where it does not. */
  readonly server: Server
  readonly open: Server
  readonly issuer: OidcIssuer
  /** By slug. */
  readonly remotes: Readonly<Record<string, GitRepo>>
  readonly means: Readonly<Record<Subject, Means>>
  /** Ids of server actions in this build, with the page that offers each. */
  readonly actions: Readonly<Record<string, { readonly id: string; readonly page: string }>>
  /** By slug, the commit of no version. */
  readonly commits: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** The model that `subject` writes to, or one that is everybody's. */
export function modelOf(subject: Subject): string {
  return (WRITERS as readonly string[]).includes(subject) ? `for-${subject}` : 'shared'
}

/** Two servers over two repositories, everybody signed in at a real issuer, with tokens that they made in Settings. */
export async function openDoorWorld(): Promise<DoorWorld> {
  const dir = createTempDir('doors')
  const accounts: Record<string, OidcAccount> = { ...ACCOUNTS }
  const [port, openPort] = [await findFreePort(), await findFreePort()]
  const urls = [port, openPort].map((one) => `http://127.0.0.1:${one}`)
  const redirectUris = urls.map((url) => `${url}/api/auth/callback/issuer`)
  const issuer = await openOidcIssuer({ redirectUris, accounts })
  const [churn, vault] = await Promise.all([createRepo(dir, 'churn'), createRepo(dir, HIDDEN)])
  const start = async (name: string, at: number, anonymous: string) => {
    const file = path.join(dir, `${name}.yaml`)
    writeFileSync(file, formatConfig({ url: `http://127.0.0.1:${at}`, dir, issuer, anonymous }))
    const server = await startServer({
      ...{ SIGNET_CONFIG: file, SIGNET_DATA_DIR: path.join(dir, name), PORT: String(at) },
    })
    await waitForSyncs(server.url, { authorization: `Bearer ${ASKER}` })
    return server
  }
  const [server, open] = await Promise.all([
    start('closed', port, 'none'),
    start('open', openPort, 'viewer'),
  ])
  const actions = readActions()
  return {
    ...{ server, open, issuer, actions, remotes: { churn, [HIDDEN]: vault } },
    means: await openMeans({ server, actions, accounts }),
    commits: { churn: await churn.resolve('HEAD'), [HIDDEN]: await vault.resolve('HEAD') },
    close: async () => {
      await Promise.all([server.stop('SIGTERM'), open.stop('SIGTERM')])
      await issuer.close()
    },
  }
}

const account = (name: string, groups: readonly string[]): OidcAccount => ({
  ...{ name, groups, email_verified: true },
  email: `${name.toLowerCase()}@example.com`,
})

const ACCOUNTS = {
  nora: account('Nora', []),
  vic: account('Vic', ['readers']),
  eddy: account('Eddy', ['ml']),
  ana: account('Ana', []),
  rita: account('Rita', ['ml', HIDDEN]),
  lowe: account('Lowe', ['ml']),
  remo: account('Remo', ['readers']),
}

type Login = keyof typeof ACCOUNTS

async function openMeans(
  given: Pick<DoorWorld, 'server' | 'actions'> & { readonly accounts: Record<string, OidcAccount> },
): Promise<Record<Subject, Means>> {
  const { server, accounts } = given
  const logins = Object.keys(ACCOUNTS) as Login[]
  const signedIn = logins.map(async (login) => [login, await signIn(server.url, login)] as const)
  const sessions = Object.fromEntries(await Promise.all(signedIn)) as Record<Login, Browser>
  const token = (login: Login, scopes: readonly string[], limits = {}) =>
    makeToken(given, sessions[login], { scopes, ...limits })
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

/** Somebody of the issuer of tests, signed in. */
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
export async function makeToken(
  { server, actions }: Pick<DoorWorld, 'server' | 'actions'>,
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
  const { id, page } = actions.makeToken ?? { id: '', page: '' }
  const { headers, body } = encodeAction(id, { before: 'yes', fields })
  const origin = server.url
  const init = { method: 'POST', headers: { ...headers, origin }, body }
  const answer = await session.visit(`${origin}${page}`, init)
  const [secret] = /sgn_[\w-]{43}/.exec(await answer.text()) ?? []
  if (secret === undefined) throw new Error(`no token: ${answer.status}`)
  return secret
}

/** What the build knows of server actions. */
export function readActions(): DoorWorld['actions'] {
  const file = path.join(standalone, '.next/server/server-reference-manifest.json')
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as {
    node: Record<string, { workers: Record<string, unknown>; exportedName: string }>
  }
  return Object.fromEntries(
    Object.entries(node).map(([id, { exportedName, workers }]) => {
      const page = (Object.keys(workers)[0] ?? '').replace(/^app|\/page$|\/\(\w+\)/g, '')
      return [exportedName, { id, page: page || '/' }]
    }),
  )
}

async function createRepo(dir: string, name: string): Promise<GitRepo> {
  const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
  const models = ['shared', ...WRITERS.map((writer) => `for-${writer}`)]
  const label = `labels: [${name === HIDDEN ? HIDDEN_LABEL : 'seen'}]`
  const lines = models.map((model) => `${model}: { type: model, ${label} }\n`)
  const first = await repo.commit({ files: { 'artifacts.yaml': lines.join('') } })
  const second = await repo.commit({ files: { a: 'a' } })
  await repo.commit({ files: { b: 'b' } })
  await Promise.all(models.map((model) => tagModel(repo, model, { first, second })))
  return repo
}

/** v1.0.0 holds `held` again after v1.1.0 had it, and `taken`. */
async function tagModel(
  repo: GitRepo,
  model: string,
  { first, second }: { readonly first: string; readonly second: string },
): Promise<void> {
  const at = (day: number) => `2026-02-0${day}T10:00:00Z`
  await repo.tag(`${model}@v1.0.0`, { commit: first, at: at(1) })
  await repo.tag(`${model}@v1.1.0`, { commit: second, at: at(2) })
  await repo.tag(`${model}#taken#1`, { commit: first, at: at(3) })
  await repo.tag(`${model}#held#2`, { commit: second, at: at(4) })
  await repo.tag(`${model}#held#3`, { commit: first, at: at(5) })
}

function formatConfig(given: {
  readonly url: string
  readonly dir: string
  readonly issuer: OidcIssuer
  readonly anonymous: string
}): string {
  const { url, dir, anonymous } = given
  const { issuer, clientId, clientSecret } = given.issuer
  return `url: ${url}
local_repos: .
repos:
  - { slug: churn, url: ${dir}/churn.git, poll: 1d }
  - { slug: ${HIDDEN}, url: ${dir}/${HIDDEN}.git, poll: 1d, viewers: ["group:${HIDDEN}"] }
stages:
  rules: { guarded: { approvals: 1 }, guarded-too: { approvals: 1 } }
auth:
  anonymous: ${anonymous}
  providers:
    - { type: oidc, name: Issuer, issuer: "${issuer}", client_id: ${clientId}, client_secret: ${clientSecret} }
  roles: { admin: [ana@example.com], editor: ["group:ml"], viewer: ["group:readers"] }
  tokens:
    - { name: asker, value: ${ASKER}, scopes: [read, promote], repos: [churn, ${HIDDEN}] }
`
}
