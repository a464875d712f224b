import type { Config, Role } from '@/lib/config/config'
import { type Identity, isPrincipal } from '@/lib/policy/principal'
import { LOCAL_ISSUER } from './local-owner'
import { formatIssuer } from './provider'

/** A person as the database has them. */
export type Person = Identity & { readonly issuer: string }

const HIGHEST_FIRST = ['admin', 'editor', 'viewer'] as const satisfies readonly Role[]

/**
 * The highest role that the configuration currently gives the person. Null without a role, and for a person whose
 * issuer is not configured. A person who has signed in may read everything that anonymous readers may.
 */
export function decideRole(config: Config, person: Person): Role | null {
  if (config.mode === 'local') return person.issuer === LOCAL_ISSUER ? 'admin' : null
  const { providers, roles, anonymous } = config.auth
  if (!providers.some((provider) => formatIssuer(provider) === person.issuer)) return null
  const given = HIGHEST_FIRST.find((role) =>
    roles[role].some((principal) => isPrincipal(principal, person)),
  )
  return given ?? (anonymous === 'viewer' ? 'viewer' : null)
}
