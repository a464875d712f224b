import type { Claims } from './parse-person'

/** What the ID token says and what only the userinfo endpoint tells. Whether an address is verified is believed only of
 *  the address that stands beside it. */
export function mergeClaims(idToken: Claims, userinfo: Claims): Claims {
  const { email, email_verified } = idToken.email === undefined ? userinfo : idToken
  return { ...userinfo, ...idToken, email, email_verified }
}
