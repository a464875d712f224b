import { type OidcAccount, openOidcIssuer } from '@/lib/testing/oidc-issuer'

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

/** By what signet.yaml says of them: Eddy and Rita are editors, and Nora has no role. */
const ROLES = `roles: { admin: [ana@example.com], editor: ["group:ml"], viewer: ["*@example.com"] }`

export type People = {
  /** The lines of signet.yaml that let them sign in. */
  readonly yaml: string
  close(): Promise<void>
}

/** A real OpenID Connect issuer at which people sign in to the server at `url`, which shows nothing to anybody else. */
export async function openPeople(url: string): Promise<People> {
  const { issuer, clientId, clientSecret, close } = await openOidcIssuer({
    redirectUris: [`${url}/api/auth/callback/test-issuer`],
    accounts: ACCOUNTS,
  })
  const yaml = `url: ${url}
auth:
  providers:
    - { type: oidc, name: Test issuer, issuer: "${issuer}", client_id: ${clientId}, client_secret: ${clientSecret} }
  ${ROLES}
`
  return { yaml, close }
}
