import type { Owner } from '@/lib/registry/owners'
import { type Identity, isPrincipal } from './principal'

/**
 * The owners that count for rules: those of the strongest source that names any. A tagger's name is a claim
 * that anybody can make, so it never counts.
 */
export function listOwners(owners: readonly Owner[]): readonly string[] {
  const source = owners[0]?.source
  if (source === undefined || source === 'tagger') return []
  return owners.filter((owner) => owner.source === source).map(({ name }) => name)
}

/**
 * Whether an owner, as an annotation or CODEOWNERS writes one, means this person: a verified e-mail address
 * (`ana@example.com`, `Ana <ana@example.com>`), `group:ml`, or `@ml` and `@org/ml` for the group `ml` or
 * `org/ml`. Names alone and patterns mean nobody.
 */
export function isOwner(owner: string, identity: Identity): boolean {
  const address = /^[^<>]*<([^<>]+)>$/.exec(owner)?.[1] ?? owner
  if (address.includes('*')) return false
  if (address.startsWith('@')) return identity.groups.includes(address.slice(1))
  const isNamed = address.startsWith('group:') || address.includes('@')
  return isNamed && isPrincipal(address, identity)
}
