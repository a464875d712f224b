import type { Actor } from './actor'
import type { AuthContext } from './context'
import { readCookie } from './cookie'
import { decideRole, type Person } from './decide-role'
import { findSessionPerson, lookUpSessionPerson } from './sessions'

export const SESSION_COOKIE = 'session'

/** A person with a valid session. `actor` is null when the configuration gives the person no role. */
export type SignedIn = { readonly person: Person; readonly actor: Actor | null }

/** The person whose session the request's cookie names; null without a valid session. */
export async function readSession(
  headers: Pick<Headers, 'get'>,
  { config, database, now, use }: AuthContext,
): Promise<SignedIn | null> {
  const secret = readCookie(config, headers, SESSION_COOKIE)
  if (secret === null) return null
  const find = use === 'listening' ? lookUpSessionPerson : findSessionPerson
  const person = await find(database, secret, now)
  if (person === null) return null
  const role = decideRole(config, person)
  if (role === null) return { person, actor: null }
  const { id, name, email, groups } = person
  const limits = { scopes: 'all', repos: 'all', stages: 'all' } as const
  return { person, actor: { id, name, email, groups, kind: 'person', role, ...limits } }
}
