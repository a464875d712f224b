import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { findFreePort } from '@/lib/testing/free-port'
import type { GitRepo } from '@/lib/testing/git-repo'
import { type OidcAccount, type OidcIssuer, openOidcIssuer } from '@/lib/testing/oidc-issuer'
import { createTempDir } from '@/lib/testing/temp-dir'
import { type Server, startServer, waitForSyncs } from '../start-server'
import { type Actions, readActions } from './actions'
import { ACCOUNTS, type Means, openMeans } from './means'
import { createRepo, HIDDEN } from './repos'
import type { Subject } from './rows'

/** A token of signet.yaml that asks for what others approve; it sees both repositories. */
export const ASKER = 'token-of-signet-yaml-that-asks-0123456789'
export type AccessWorld = {
  /** Where reading takes a role, and where it does not. */
  readonly server: Server
  readonly open: Server
  readonly issuer: OidcIssuer
  /** By slug. */
  readonly remotes: Readonly<Record<string, GitRepo>>
  readonly means: Readonly<Record<Subject, Means>>
  readonly actions: Actions
  /** By slug, the commit of no version. */
  readonly commits: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Two servers over two repositories, with people signed in at a real issuer, and their tokens from Settings. */
export async function openAccessWorld(): Promise<AccessWorld> {
  const dir = createTempDir('access')
  const accounts: Record<string, OidcAccount> = { ...ACCOUNTS }
  const [port, openPort] = [await findFreePort(), await findFreePort()]
  const urls = [port, openPort].map((one) => `http://127.0.0.1:${one}`)
  const redirectUris = urls.map((url) => `${url}/api/auth/callback/issuer`)
  const issuer = await openOidcIssuer({ redirectUris, accounts })
  const [churn, vault] = await Promise.all([createRepo(dir, 'churn'), createRepo(dir, HIDDEN)])
  const start = async (name: string, at: number, anonymous: string) => {
    const file = path.join(dir, `${name}.yaml`)
    writeFileSync(file, formatConfig({ url: `http://127.0.0.1:${at}`, dir, issuer, anonymous }))
    const dataDir = path.join(dir, name)
    await copyEmbeddedTo(dataDir)
    const server = await startServer({
      SIGNET_CONFIG: file,
      SIGNET_DATA_DIR: dataDir,
      PORT: String(at),
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
    server,
    open,
    issuer,
    actions,
    remotes: { churn, [HIDDEN]: vault },
    means: await openMeans({ server, actions, accounts }),
    commits: { churn: await churn.resolve('HEAD'), [HIDDEN]: await vault.resolve('HEAD') },
    close: async () => {
      await Promise.all([server.stop('SIGTERM'), open.stop('SIGTERM')])
      await issuer.close()
    },
  }
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
    - { name: asker, value: ${ASKER}, scopes: [read, promote], repos: [churn, ${HIDDEN}], holders: [nora@example.com] }
`
}
