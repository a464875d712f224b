import type { Actor } from '@/lib/auth/actor'
import { decideRole } from '@/lib/auth/decide-role'
import { LOCAL_OWNER } from '@/lib/auth/local-owner'
import type { Config } from '@/lib/config/config'
import type { Database } from '@/lib/database/database'

const UNLIMITED = { scopes: 'all', repos: 'all', stages: 'all' } as const

/**
 * Whoever asked for or approved something some time ago, as they are known now and with the role that they have now.
 * What limited their token is not known any more. Null for who is not known or has no role now.
 */
export async function findPresentActor(
  { config, database }: { readonly config: Config; readonly database: Database },
  id: string,
): Promise<Actor | null> {
  if (id.startsWith('token:')) return findConfiguredToken(config, id)
  if (id === LOCAL_OWNER.id) return findLocalOwner(config)
  const person = await database.prisma.person.findUnique({ where: { id } })
  if (person === null) return null
  const role = decideRole(config, person)
  if (role === null) return null
  const { name, email, groups } = person
  return { ...{ id, name, email, groups, role }, kind: 'person', ...UNLIMITED }
}

function findConfiguredToken({ auth }: Config, id: string): Actor | null {
  const token = auth.tokens.find(({ name }) => `token:${name}` === id)
  if (token === undefined) return null
  const { name, scopes, repos, stages } = token
  const role = scopes.includes('admin') ? 'admin' : 'editor'
  return { ...{ id, name, email: null, groups: [], role, scopes, repos, stages }, kind: 'token' }
}

function findLocalOwner({ mode, auth }: Config): Actor | null {
  if (mode !== 'local' && auth.adminToken === null) return null
  return { ...LOCAL_OWNER, kind: 'person', role: 'admin', ...UNLIMITED }
}
