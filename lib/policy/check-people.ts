import type { Owner } from '@/lib/registry/owners'
import { isSamePerson } from './is-same-person'
import type { PolicyCheck } from './policy-check'
import type { PolicyInput } from './policy-input'
import { type Identity, isPrincipal } from './principal'
import type { TightRule } from './tighten-rules'

/** The number of people that a check names at most. */
const MAX_NAMED = 20

/** Checks the requester, the reason and the approvals. */
export function checkPeople(
  rule: TightRule,
  input: Pick<PolicyInput, 'artifact' | 'requester' | 'approvers' | 'reason'>,
): readonly PolicyCheck[] {
  const owners = listOwners(input.artifact?.owners ?? [])
  const isMeant = (who: readonly string[], identity: Identity) =>
    who.some((principal) =>
      principal === 'owners'
        ? owners.some((owner) => isOwner(owner, identity))
        : isPrincipal(principal, identity),
    )
  const mayApprove = (identity: Identity) => rule.who.every((who) => isMeant(who, identity))
  const given = countOthers(input.requester, input.approvers.filter(mayApprove))
  return [
    ...rule.who.map(
      (who): PolicyCheck => ({
        rule: 'who',
        text: formatNames(who),
        details: { who: who.slice(0, MAX_NAMED) },
        ...(isMeant(who, input.requester)
          ? { outcome: 'pass', why: 'who-matched' }
          : { outcome: 'fail', why: 'who-missed' }),
      }),
    ),
    ...checkReason(rule, input.reason),
    ...checkApprovals(rule, given),
  ]
}

function formatNames(who: readonly string[]): string {
  const named = who.slice(0, MAX_NAMED).join(', ')
  return who.length > MAX_NAMED ? `${named}, … (${who.length})` : named
}

function checkReason({ reason }: TightRule, given: string | null): readonly PolicyCheck[] {
  if (reason === 'optional') return []
  // Invisible characters are no reason.
  const isGiven = given !== null && /[^\s\p{Cf}]/u.test(given)
  return [
    {
      rule: 'reason',
      text: reason,
      details: {},
      ...(isGiven
        ? { outcome: 'pass', why: 'reason-given' }
        : { outcome: 'fail', why: 'reason-missing' }),
    },
  ]
}

function checkApprovals({ approvals }: TightRule, given: number): readonly PolicyCheck[] {
  if (approvals === 0) return []
  return [
    {
      rule: 'approvals',
      text: String(approvals),
      details: { needed: approvals, given },
      ...(given >= approvals
        ? { outcome: 'pass', why: 'approved' }
        : { outcome: 'pending', why: 'approvals-missing' }),
    },
  ]
}

/** The number of different people besides the requester. */
function countOthers(requester: Identity, approvers: readonly Identity[]): number {
  const counted: Identity[] = []
  for (const approver of approvers) {
    const isKnown = [requester, ...counted].some((known) => isSamePerson(known, approver))
    if (!isKnown) counted.push(approver)
  }
  return counted.length
}

/**
 * The owners that count for rules: those of the strongest source that names any. The tagger never counts, because any
 * person can claim any name.
 */
function listOwners(owners: readonly Owner[]): readonly string[] {
  const source = owners[0]?.source
  if (source === undefined || source === 'tagger') return []
  return owners.filter((owner) => owner.source === source).map(({ name }) => name)
}

/**
 * Whether an owner, as an annotation or CODEOWNERS writes one, means this person: a verified e-mail address
 * (`ana@example.com`, `Ana <ana@example.com>`), `group:ml`, or `@ml` and `@org/ml` for the group `ml` or `org/ml`.
 * Plain names and patterns match no person.
 */
function isOwner(owner: string, identity: Identity): boolean {
  const address = /^[^<>]*<([^<>]+)>$/.exec(owner)?.[1] ?? owner
  if (address.includes('*')) return false
  if (address.startsWith('@')) return identity.groups.includes(address.slice(1))
  const isNamed = address.startsWith('group:') || address.includes('@')
  return isNamed && isPrincipal(address, identity)
}
