import type { Person } from './decide-role'

const MAX_GROUPS = 1000
/** A group name must be storable and usable in a principal. */
const GROUP = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]{1,255}$/u

/** The claims of an issuer about a person, before they are validated. */
export type Claims = Readonly<Record<string, unknown>>

/** The claim that lists groups, and which of them count, with all that are below them. */
export type GroupSource = { readonly claim: string; readonly within: 'any' | readonly string[] }

/** The person that claims describe; null without a usable subject. A name never breaks a line and has no angle
 *  brackets; an e-mail address counts only if the issuer has verified it. */
export function parsePerson(issuer: string, claims: Claims, source: GroupSource): Person | null {
  const subject = typeof claims.sub === 'number' ? String(claims.sub) : claims.sub
  if (typeof subject !== 'string' || !/^[^\p{Cc}\p{Surrogate}\s]{1,255}$/u.test(subject))
    return null
  const email = parseEmail(claims)
  const names = [claims.name, claims.preferred_username, claims.nickname, email]
  const name = names.map(cleanText).find((text) => text !== '') ?? subject
  return {
    id: `${issuer}#${subject}`,
    issuer,
    name,
    email,
    groups: parseGroups(claims[source.claim], source.within),
  }
}

function parseEmail({ email, email_verified }: Claims): string | null {
  if (typeof email !== 'string' || (email_verified !== true && email_verified !== 'true'))
    return null
  return email.length <= 254 &&
    /^[^\s@<>\p{Cc}\p{Cf}\p{Surrogate}]+@[^\s@<>\p{Cc}\p{Cf}\p{Surrogate}]+$/u.test(email)
    ? email
    : null
}

function parseGroups(claim: unknown, within: GroupSource['within']): readonly string[] {
  const listed: readonly unknown[] = Array.isArray(claim) ? claim : [claim]
  const names = listed.filter((one): one is string => typeof one === 'string' && GROUP.test(one))
  const counted = within === 'any' ? names : names.filter((name) => isWithin(name, within))
  return [...new Set(counted)].slice(0, MAX_GROUPS)
}

/** GitHub and GitLab take names that differ in case alone for one. */
function isWithin(name: string, roots: readonly string[]): boolean {
  const own = `${name.toLowerCase()}/`
  return roots.some((root) => own.startsWith(`${root.toLowerCase()}/`))
}

function cleanText(value: unknown): string {
  if (typeof value !== 'string') return ''
  const clean = value.replace(/[\p{Cc}\p{Cf}\p{Surrogate}<>]+/gu, ' ').replace(/\s+/g, ' ')
  return [...clean.trim()].slice(0, 100).join('').trim()
}
