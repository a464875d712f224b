import { LOCAL_OWNER } from '@/lib/auth/local-owner'
import type { Config } from '@/lib/config/config'
import { isSamePerson } from '@/lib/policy/is-same-person'
import { type Identity, isPrincipal } from '@/lib/policy/principal'
import type { Refusal } from '@/lib/views/refusal'

/**
 * Who a request counts for besides its requester: the principals that signet.yaml names as holders of the token that
 * made it; none for a person. `unnamed`: nothing says who holds the token, so no approver is known to be another person
 * (docs/adr/0012-who-holds-a-token.md).
 */
export function findTokenHolders(
  { mode, auth }: Pick<Config, 'mode' | 'auth'>,
  requesterId: string,
): readonly string[] | 'unnamed' {
  // In local mode there is one person, who signs in under the same id.
  if (requesterId === LOCAL_OWNER.id) return mode === 'local' ? [] : 'unnamed'
  if (!requesterId.startsWith('token:')) return []
  const token = auth.tokens.find(({ name }) => `token:${name}` === requesterId)
  return token?.holders ?? 'unnamed'
}

/** Why nobody can approve what the requester asks for, or null. */
export function findUnnamed(
  config: Pick<Config, 'mode' | 'auth'>,
  { id, name }: Pick<Identity, 'id' | 'name'>,
): Refusal | null {
  if (findTokenHolders(config, id) !== 'unnamed') return null
  return { code: 'requester-unnamed', details: id === LOCAL_OWNER.id ? {} : { token: name } }
}

/** Whether a principal that names a holder means `actor`, or another account with the same verified address. */
export function isHolder(holder: string, actor: Identity): boolean {
  const email = holder.includes('@') ? holder : null
  return isPrincipal(holder, actor) || isSamePerson({ id: holder, email }, actor)
}
