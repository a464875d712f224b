import type { Actor } from '@/lib/auth/actor'
import { decideRole } from '@/lib/auth/decide-role'
import { LOCAL_OWNER } from '@/lib/auth/local-owner'
import type { Config } from '@/lib/config/config'
import type { Database } from '@/lib/database/database'
import type { Identity } from '@/lib/policy/principal'

const UNLIMITED = { scopes: 'all', repos: 'all', stages: 'all' } as const

/**
 * The requester or approver with this id as they are known now, with their present role. The limits of the token that
 * they used are not known any more. Null for an id that is unknown or has no role now.
 */
export async function findCurrentActor(
  { config, database }: { readonly config: Config; readonly database: Database },
  id: string,
): Promise<Actor | null> {
  if (id.startsWith('token:')) return findConfiguredToken(config, id)
  if (id === LOCAL_OWNER.id) return findLocalOwner(config)
  const person = await database.prisma.person.findUnique({ where: { id } })
  if (person === null) return null
  const role = decideRole(config, person)
  if (role === null) return null
  return { ...toIdentity(person), role, kind: 'person', ...UNLIMITED }
}

function findConfiguredToken({ auth }: Config, id: string): Actor | null {
  const token = auth.tokens.find(({ name }) => `token:${name}` === id)
  if (token === undefined) return null
  const { name, scopes, repos, stages } = token
  const role = scopes.includes('admin') ? 'admin' : 'editor'
  return { id, name, email: null, groups: [], role, kind: 'token', scopes, repos, stages }
}

function findLocalOwner({ mode, auth }: Config): Actor | null {
  if (mode !== 'local' && auth.adminToken === null) return null
  return { ...LOCAL_OWNER, kind: 'person', role: 'admin', ...UNLIMITED }
}

/** Whether the actor is a person. A token of signet.yaml and SIGNET_ADMIN_TOKEN stand for any holder of them. */
export function isPerson({ kind, id }: Pick<Actor, 'kind' | 'id'>): boolean {
  return kind === 'person' || !(id.startsWith('token:') || id === LOCAL_OWNER.id)
}

/** The identity without its rights: those are looked up each time. */
export function toIdentity({ id, name, email, groups }: Identity): Identity {
  return { id, name, email, groups }
}
