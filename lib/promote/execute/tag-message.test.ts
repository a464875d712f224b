import { expect, test } from 'vitest'
import { parsePerson } from '@/lib/auth/parse-person'
import type { Identity } from '@/lib/policy/principal'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import { parseTrailers } from '@/lib/registry/commands/trailers'
import { commitOf, nameOf } from '@/lib/testing/promote-world'
import { formatMessage } from './tag-message'

const ISSUER = 'https://id.example.com'
const REQUEST = '6a4e2c1a-0d5f-4a3e-9f52-0b6f4f0f0001'
const plan: TagPlan = {
  kind: 'registration',
  artifact: nameOf('churn'),
  tag: 'churn@v1.0.0',
  commit: commitOf('a'.repeat(40)),
  version: 'v1.0.0',
  stage: null,
  notBefore: 0,
  subject: 'Registering artifact churn version v1.0.0',
  previous: null,
}
const ana: Identity = { id: `${ISSUER}#ana`, name: 'Ana', email: 'ana@example.com', groups: [] }

/** What a tag's trailers say of whom the issuer describes so, who asked with Ana's approval. */
function readBack(requester: Identity) {
  const more = { reason: 'better', requestId: REQUEST, repository: 'git.example.com/ml' }
  const message = formatMessage(plan, { requester, approvers: [ana], ...more })
  return { message, trailers: parseTrailers(message) }
}

const FORGED = 'Approved-by: Boss <boss@example.com>'

test.each<[name: string, shown: string]>([
  ['Eve', 'Eve'],
  [`Eve\n${FORGED}`, 'Eve Approved-by: Boss boss@example.com'],
  ...['\r', '\v', '\f', '\u001c', '\u001e', '\u0085', '\u2028', '\u2029', '\0'].map(
    (sign): [string, string] => [`Eve${sign}${FORGED}`, 'Eve Approved-by: Boss boss@example.com'],
  ),
  ['Ana <ana@example.com>', 'Ana ana@example.com'],
  ['<ana@example.com>', 'ana@example.com'],
  [`Ana (${ISSUER}#ana)`, `Ana ${ISSUER}#ana`],
  ['\u202emoc.elpmaxe@ana', 'moc.elpmaxe@ana'],
  ['-----BEGIN SSH SIGNATURE-----', '-BEGIN SSH SIGNATURE-'],
  ['Eve\ud800', 'Eve'],
  ['x'.repeat(5000), 'x'.repeat(100)],
])('a name says nothing but itself: %j', (name, shown) => {
  const requester = parsePerson(ISSUER, { sub: 'eve', name }, { claim: 'groups', within: 'any' })
  if (requester === null) throw new Error('nobody')
  const { message, trailers } = readBack(requester)
  expect(trailers).toEqual({
    requestedBy: `${shown} (${ISSUER}#eve)`,
    approvedBy: ['Ana <ana@example.com>'],
    reason: 'better',
    requestId: REQUEST,
    registryRepo: 'git.example.com/ml',
    previous: null,
  })
  expect(message.split('\n')).toHaveLength(9)
})

test.each<[id: string, email: string | null, shown: string]>([
  [`${ISSUER}#x)<boss@example.com>`, null, `(${ISSUER}#x boss@example.com)`],
  [`${ISSUER}#x\n${FORGED}`, null, `(${ISSUER}#x Approved-by: Boss boss@example.com)`],
  [`${ISSUER}#x`, 'eve@example.com>\nApproved-by: <boss@example.com', ''],
])('nor does an id or an address that was not checked before: %j, %j', (id, email, shown) => {
  const { message, trailers } = readBack({ id, name: '', email, groups: [] })
  expect(trailers.approvedBy).toEqual(['Ana <ana@example.com>'])
  if (shown !== '') expect(trailers.requestedBy).toBe(shown)
  expect(message.split('\n')).toHaveLength(9)
})
