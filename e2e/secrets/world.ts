import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { addHook } from '@/lib/testing/add-hook'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { findFreePort } from '@/lib/testing/free-port'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { type HttpRemote, startHttpRemote } from '@/lib/testing/http-remote'
import { openOidcIssuer } from '@/lib/testing/oidc-issuer'
import { createTempDir } from '@/lib/testing/temp-dir'
import { type Server, startServer, waitForSyncs } from '../start-server'
import { CANARIES, KEYS } from './canaries'

export type SecretsWorld = {
  readonly server: Server
  readonly remote: HttpRemote
  readonly repo: GitRepo
  readonly dataDir: string
  close(): Promise<void>
}

/** Slugs: one remote works, the others repeat what they are sent, or cannot be reached. */
export const SLUGS = ['good', 'typed', 'user-token', 'asks', 'over-ssh', 'hostless'] as const

/** A server whose every secret is planted, with remotes and a hook that tell all that they know. */
export async function openSecretsWorld(): Promise<SecretsWorld> {
  const dir = createTempDir('secrets')
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const ana = { name: 'Ana', email: 'ana@example.com', email_verified: true, groups: [] }
  const redirectUris = [`${url}/api/auth/callback/issuer`]
  const issuer = await openOidcIssuer({ redirectUris, accounts: { ana } })
  const repo = await createRepo(dir)
  const auth = { username: 'bot', password: CANARIES.password }
  const remote = await startHttpRemote({ root: dir, auth })
  const echo = await startEcho()
  const config = { url, issuer: issuer.issuer, good: remote.url(repo.dir), echo: echo.origin }
  const file = path.join(dir, 'signet.yaml')
  writeFileSync(file, formatConfig(config))
  const dataDir = path.join(dir, 'data')
  await copyEmbeddedTo(dataDir)
  const server = await startServer({
    ...{ SIGNET_CONFIG: file, SIGNET_DATA_DIR: dataDir, PORT: String(port) },
    ...{ SIGNET_ADMIN_TOKEN: CANARIES.adminToken, SIGNING_KEY: KEYS.signingKey },
  })
  await waitForSyncs(url, { authorization: `Bearer ${CANARIES.adminToken}` })
  const close = async () => {
    await server.stop('SIGTERM')
    await Promise.all([remote.close(), echo.close(), issuer.close()])
  }
  return { server, remote, repo, dataDir, close }
}

async function createRepo(dir: string): Promise<GitRepo> {
  const repo = await createGitRepo({ dir: path.join(dir, 'good.git') })
  await repo.commit({ files: { 'artifacts.yaml': 'churn: { type: model }\n' } })
  await repo.tag('churn@v1.0.0', { at: '2026-02-01T10:00:00Z' })
  addHook(repo, 'pre-receive', formatHook())
  return repo
}

/** Refuses the stage `frozen`, and tells its environment and the remote's password in every writing. */
function formatHook(): string {
  const { password } = CANARIES
  const basic = Buffer.from(`bot:${password}`)
  const told = [password, encodeURIComponent(password), `https://bot:${password}@example.com`]
  const lines = [...told, basic.toString('base64'), basic.toString('base64url')]
  return `grep -q 'frozen' || exit 0
cat >&2 <<'END'
the stage is frozen
${lines.join('\n')}
END
env >&2
exit 1`
}

/** Answers everything with the status that the path begins with and with all that it was sent. */
async function startEcho() {
  const server = createServer((request, response) => {
    const status = Number(request.url?.slice(1, 4))
    const { authorization = '' } = request.headers
    const basic = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString()
    const headers = { 'content-type': 'text/plain', 'www-authenticate': 'Basic realm="echo"' }
    const isFirst = status !== 401 && authorization === ''
    response.writeHead(isFirst ? 401 : status, headers)
    response.end(`${authorization}\n${basic}\n${JSON.stringify(request.headers)}\n`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, close: () => new Promise((resolve) => server.close(resolve)) }
}

function formatConfig(given: Readonly<Record<'url' | 'issuer' | 'good' | 'echo', string>>): string {
  const { url, issuer, good, echo } = given
  const { password, typed, userToken, clientSecret, configToken } = CANARIES
  const ssh = { key: KEYS.sshKey, known_hosts: '[127.0.0.1]:9 ssh-ed25519 AAAA' }
  const credentials = { username: 'bot', password }
  const repos = [
    { slug: 'good', url: good, credentials },
    { slug: 'typed', url: `http://bot:${typed}@${echo}/500/typed.git` },
    { slug: 'user-token', url: `http://${userToken}:x-oauth-basic@${echo}/403/token.git` },
    { slug: 'asks', url: `http://${echo}/401/asks.git`, credentials },
    { slug: 'over-ssh', url: 'ssh://git@127.0.0.1:9/ssh.git', credentials: { ssh } },
    { slug: 'hostless', url: `https:/bot:${typed}@example.com/a.git` },
  ]
  const client = { client_id: 'signet', client_secret: clientSecret }
  return JSON.stringify({
    ...{ url, repos: repos.map((repo) => ({ ...repo, poll: '1d' })) },
    service_account: { key: '$' + '{SIGNING_KEY}', passphrase: CANARIES.passphrase },
    auth: {
      providers: [{ type: 'oidc', name: 'Issuer', issuer, ...client }],
      roles: { admin: ['ana@example.com'] },
      tokens: [{ name: 'reader', value: configToken, scopes: ['read'] }],
    },
  })
}
