import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { createGitRepo } from '@/lib/testing/git-repo'
import { type OidcAccount, openOidcIssuer } from '@/lib/testing/oidc-issuer'
import { createTempDir } from '@/lib/testing/temp-dir'
import { test as base, expect } from './fixtures'
import { findFreePort, startServer, waitForSyncs } from './start-server'

export { expect } from './fixtures'

const verified = (name: string, groups: readonly string[] = []): OidcAccount => ({
  ...{ name, groups, email_verified: true },
  email: `${name.toLowerCase()}@example.com`,
})

/** Whoever the issuer knows. */
const ACCOUNTS = {
  ana: verified('Ana'),
  eddy: verified('Eddy', ['ml']),
  rita: verified('Rita', ['ml', 'risk']),
  vic: verified('Vic'),
  nora: { ...verified('Nora'), email: 'nora@elsewhere.test' },
} satisfies Record<string, OidcAccount>

export type Login = keyof typeof ACCOUNTS

/** By what signet.yaml says of them: Nora has no role. Only Rita sees the repository `risk`. */
const ROLES = `roles: { admin: [ana@example.com], editor: ["group:ml"], viewer: ["*@example.com"] }`

/** Tokens of signet.yaml by name. */
export const TOKENS = {
  reader: 'token-of-signet-yaml-that-reads-0123456789',
  everywhere: 'token-of-signet-yaml-for-both-0123456789',
}

export const asToken = (name: keyof typeof TOKENS) => ({ authorization: `Bearer ${TOKENS[name]}` })

/** Servers whose people sign in at a real OpenID Connect issuer, and which show nothing to anybody else. */
export const test = base.extend<object, object>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const dir = createTempDir('accounts')
      const port = await findFreePort()
      const url = `http://127.0.0.1:${port}`
      const issuer = await openOidcIssuer({
        redirectUris: [`${url}/api/auth/callback/test-issuer`],
        accounts: ACCOUNTS,
      })
      const remotes = { churn: await createRepo(dir, 'churn'), risk: await createRepo(dir, 'risk') }
      const file = path.join(dir, 'signet.yaml')
      writeFileSync(file, formatConfig(url, remotes, issuer))
      const server = await startServer({
        ...{ SIGNET_CONFIG: file, SIGNET_DATA_DIR: path.join(dir, 'data'), PORT: String(port) },
      })
      await waitForSyncs(url, asToken('everywhere'))
      await use({ server, remotes })
      expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, errors: '' })
      await issuer.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** Signs in from the sign-in page, where `page` is; what comes next is the page that was asked for. */
export async function signInAs(page: Page, login: Login): Promise<void> {
  await page.getByRole('button', { name: 'Continue with Test issuer' }).click()
  await page.getByLabel('Login').fill(login)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/(?!interaction)/)
}

async function createRepo(dir: string, name: string): Promise<string> {
  const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
  const labels = `labels: [${name}-label]`
  await repo.commit({ files: { 'artifacts.yaml': `${name}-model: { type: model, ${labels} }\n` } })
  await repo.tag(`${name}-model@v1.0.0`, { at: '2026-02-01T10:00:00+01:00' })
  await repo.tag(`${name}-model#${name}-stage#1`, { at: '2026-02-02T10:00:00+01:00' })
  return repo.dir
}

function formatConfig(
  url: string,
  remotes: Readonly<Record<'churn' | 'risk', string>>,
  { issuer, clientId, clientSecret }: Readonly<Record<string, unknown>>,
): string {
  return `url: ${url}
local_repos: .
repos:
  - { slug: churn, url: ${remotes.churn}, poll: 1d }
  - { slug: risk, url: ${remotes.risk}, poll: 1d, viewers: ["group:risk"] }
auth:
  providers:
    - { type: oidc, name: Test issuer, issuer: "${issuer}", client_id: ${clientId}, client_secret: ${clientSecret} }
  ${ROLES}
  tokens:
    - { name: reader, value: ${TOKENS.reader}, scopes: [read] }
    - { name: everywhere, value: ${TOKENS.everywhere}, scopes: [register, promote, deploy], repos: [churn, risk] }
`
}
