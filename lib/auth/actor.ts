import type { Role, Scope } from '@/lib/config/config'
import type { Identity } from '@/lib/policy/principal'

/** Whoever acts, as of this request: role and limits are looked up anew each time. */
export type Actor = Identity & {
  readonly kind: 'person' | 'token'
  readonly role: Role
  /** What a token is limited to; a person is not. */
  readonly scopes: 'all' | readonly Scope[]
  readonly repos: 'all' | readonly string[]
  readonly stages: 'all' | readonly string[]
}
