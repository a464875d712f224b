import type { Actor } from './actor'
import { findApiToken } from './api-tokens'
import type { AuthContext } from './context'
import { decideRole } from './decide-role'
import { LOCAL_OWNER } from './local-owner'
import { isSameSecret } from './secret'

/**
 * `none`: the request has no token. `malformed`: its header is not `Bearer` and a token. `refused`: its token is not
 * valid.
 */
export type BearerRead =
  | { readonly kind: 'none' | 'malformed' | 'refused' }
  | { readonly kind: 'actor'; readonly actor: Actor }

/**
 * The actor of the token in `Authorization: Bearer`: SIGNET_ADMIN_TOKEN, a token of signet.yaml, or the token of a
 * person, which never has more than that person's current role.
 */
export async function readBearerActor(
  headers: Pick<Headers, 'get'>,
  context: AuthContext,
): Promise<BearerRead> {
  const header = headers.get('authorization')
  if (header === null) return { kind: 'none' }
  const secret = /^bearer +(\S+) *$/i.exec(header)?.[1]
  if (secret === undefined) return { kind: 'malformed' }
  const actor = findConfiguredToken(context, secret) ?? (await findPersonalToken(context, secret))
  return actor === null ? { kind: 'refused' } : { kind: 'actor', actor }
}

function findConfiguredToken({ config }: AuthContext, secret: string): Actor | null {
  const { adminToken, tokens } = config.auth
  if (adminToken !== null && isSameSecret(adminToken, secret)) {
    const limits = { scopes: 'all', repos: 'all', stages: 'all' } as const
    return { ...LOCAL_OWNER, kind: 'token', role: 'admin', ...limits }
  }
  const token = tokens.find((one) => isSameSecret(one.value, secret))
  if (token === undefined) return null
  const { name, scopes, repos, stages } = token
  const role = scopes.includes('admin') ? 'admin' : 'editor'
  const identity = { id: `token:${name}`, name, email: null, groups: [] }
  return { ...identity, kind: 'token', role, scopes, repos, stages }
}

async function findPersonalToken({ config, database, now }: AuthContext, secret: string) {
  const found = await findApiToken(database, secret, now)
  if (found === null) return null
  const role = decideRole(config, found.owner)
  if (role === null) return null
  const { id, name, email, groups } = found.owner
  return { id, name, email, groups, kind: 'token', role, ...found.limits } as const
}
