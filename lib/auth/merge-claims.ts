import type { Claims } from './parse-person'

/**
 * Merges the claims of the ID token with those of the userinfo endpoint; the ID token takes precedence.
 * `email_verified` is always taken from the source of `email`.
 */
export function mergeClaims(idToken: Claims, userinfo: Claims): Claims {
  const { email, email_verified } = idToken.email === undefined ? userinfo : idToken
  return { ...userinfo, ...idToken, email, email_verified }
}
