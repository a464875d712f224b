/** A person or token, as a policy sees it. */
export type Identity = {
  /** Issuer and subject of a person, or the id of a token: never an e-mail address. */
  readonly id: string
  readonly name: string
  /** Verified by the issuer; null when it is not known or not verified. */
  readonly email: string | null
  /** As the issuer's claim lists them, without `group:`. */
  readonly groups: readonly string[]
}

/**
 * Whether a principal of the configuration matches this person: `ana@example.com`, `*@example.com`, `group:ml`, `*` for
 * every signed-in person, or the person's id. E-mail addresses ignore case. `owners` is resolved by the caller to the
 * principals that own the artifact.
 */
export function isPrincipal(principal: string, identity: Identity): boolean {
  if (principal === '*' || principal === identity.id) return true
  if (principal.startsWith('group:')) return identity.groups.includes(principal.slice(6))
  const email = identity.email?.toLowerCase() ?? null
  if (email === null || !principal.includes('@')) return false
  const wanted = principal.toLowerCase()
  return wanted.startsWith('*@') ? email.endsWith(wanted.slice(1)) : email === wanted
}
