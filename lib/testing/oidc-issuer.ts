import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Context } from 'oidc-provider'

/** The claims of the issuer about a person; `sub` is the name that they sign in with. */
export type OidcAccount = {
  readonly name: string
  readonly email: string
  readonly email_verified: boolean
  readonly groups: readonly string[]
}

export type OidcIssuer = {
  /** `http://127.0.0.1:<port>` */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  close(): Promise<void>
}

export type OidcSetting = {
  /** By the name that they sign in with; there is no password. */
  readonly accounts: Readonly<Record<string, OidcAccount>>
  readonly redirectUris: readonly string[]
}

const CLIENT = { clientId: 'signet', clientSecret: 'secret-of-the-client-for-tests' }

/** A certified OpenID Connect provider on a free port of the loopback interface: it tells groups to those who ask for the
 *  scope `groups`, and e-mail addresses at its userinfo endpoint alone. */
export async function openOidcIssuer(setting: OidcSetting): Promise<OidcIssuer> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, buildConfiguration(setting))
  const handle = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/favicon.ico') response.writeHead(204).end()
    else if (request.url?.startsWith('/interaction/')) interact(provider, request, response)
    else handle(request, response)
  })
  return {
    issuer,
    ...CLIENT,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function buildConfiguration({ accounts, redirectUris }: OidcSetting) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: redirectUris,
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['a key that seals the issuer’s cookies'] },
    claims: {
      openid: ['sub'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: Context, sub: string) => {
      const account = accounts[sub]
      return account && { accountId: sub, claims: () => ({ sub, ...account }) }
    },
    /** The issuer asks for no consent. */
    loadExistingGrant: async (context: Context & { oidc: { provider: Provider } }) => {
      const { client, session, params, provider } = context.oidc
      const grant = new provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      })
      grant.addOIDCScope(params.scope)
      await grant.save()
      return grant
    },
    ttl: { AccessToken: 600, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    renderError: (context: { body: string }, out: { error: string }) => {
      context.body = `The issuer refuses: ${out.error}`
    },
  }
}

const PAGE = `<!doctype html><html lang="en"><title>Test issuer</title>
<form method="post"><label>Login <input name="login"></label>
<button name="do" value="sign-in">Sign in</button><button name="do" value="cancel">Cancel</button></form></html>`

/** The issuer's own page: a name, or a no. */
async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(PAGE)
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
  const result =
    form.get('do') === 'cancel'
      ? { error: 'access_denied' }
      : { login: { accountId: form.get('login') ?? '', remember: false } }
  await provider.interactionFinished(request, response, result)
}
