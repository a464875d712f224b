import { expect, test } from 'vitest'
import type { Refusal, RefusalCode } from '@/lib/views/refusal'
import { REFUSALS, refusalSentence, refusalTone } from './refusals'

const CODES = Object.keys(REFUSALS) as readonly RefusalCode[]

test.each(CODES)('the sentence of %s is complete with any details', (code) => {
  const sentence = refusalSentence({ code, details: {} })
  expect(sentence).toMatch(/^[A-Z.].*\.$/s)
  expect(sentence).not.toMatch(/undefined|null|\[object|\.\.| {2}/)
  expect(REFUSALS[code].title).not.toMatch(/\.$/)
})

test('only a state that holds already has the neutral tone', () => {
  const calm = CODES.filter((code) => refusalTone(code) === 'neutral')
  expect(calm).toEqual([
    'commit-already-registered',
    'already-in-stage',
    'already-deregistered',
    'already-deprecated',
    'nothing-to-roll-back-to',
    'not-signed-in',
  ])
})

test.each<[Refusal, string]>([
  [
    { code: 'already-in-stage', details: { version: 'v1.0.0', stage: 'dev' } },
    'v1.0.0 is already in dev.',
  ],
  [
    { code: 'already-in-stage', details: { artifact: 'churn', version: 'v1.0.0', stage: 'dev' } },
    'churn v1.0.0 is already in dev.',
  ],
  [
    {
      code: 'policy-denied',
      details: { stage: 'production', failed: ['from staging', 'reason required'] },
    },
    'The rules of production are not met: from staging; reason required.',
  ],
  [
    {
      code: 'policy-denied',
      details: { stage: 'production', failed: ['who group:leads'], who: ['group:leads'] },
    },
    'Only these may change production: group:leads. Ask one of them.',
  ],
  [
    {
      code: 'changed-meanwhile',
      details: { artifact: 'churn', tag: 'churn#dev#2', by: 'Ben', at: '2026-03-01T10:00:00Z' },
    },
    'Ben wrote churn#dev#2 at 2026-03-01 10:00:00 UTC. Nothing was written. Review what would happen now.',
  ],
  [
    { code: 'remote-refused', details: { reason: 'hook declined: ask the platform team.' } },
    'The remote said: “hook declined: ask the platform team.” Nothing was written. A rule of the Git host, such as protected tags or a hook, has to allow the service account.',
  ],
  [
    { code: 'remote-refused', details: { reason: 'pre-receive hook declined' } },
    'The remote said: “pre-receive hook declined”. Nothing was written. A rule of the Git host, such as protected tags or a hook, has to allow the service account.',
  ],
  [
    { code: 'signing-off', details: { why: 'The OpenPGP key has expired.' } },
    'Nothing can be written while the service account cannot sign. The OpenPGP key has expired. Settings shows the key.',
  ],
  [
    { code: 'many-repos', details: { repos: ['churn', 'vision'] } },
    'One push promotes all selected models or none, and a push reaches one repository; these models are in churn, vision. Promote the models of one repository, then those of the next.',
  ],
  [
    { code: 'role-missing', details: { needed: 'editor', role: 'viewer' } },
    'This requires the role editor; yours is viewer. Admins assign roles in signet.yaml under auth.roles.',
  ],
])('%o', (refusal, sentence) => {
  expect(refusalSentence(refusal)).toBe(sentence)
})
