import type { Role, Scope } from '@/lib/config/config'
import type { Identity } from '@/lib/policy/principal'

/** The person or token that makes this request. Role and limits are looked up for each request. */
export type Actor = Identity & {
  readonly kind: 'person' | 'token'
  readonly role: Role
  /** The limits of a token. A person has none. */
  readonly scopes: 'all' | readonly Scope[]
  readonly repos: 'all' | readonly string[]
  readonly stages: 'all' | readonly string[]
}
