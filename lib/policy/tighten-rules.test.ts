import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluatePolicy } from './evaluate-policy'
import type { StageCheck, StageRule } from './rule'
import { ANA, BOB, buildInput, CEM, OPEN, person } from './testing/build-input'
import { findStageRule, listRuleBranches, tightenRules } from './tighten-rules'

test('the combined rule contains both rules', () => {
  const server: StageRule = {
    who: ['group:ml'],
    from: 'staging',
    branches: ['main'],
    approvals: 1,
    reason: 'optional',
    checks: [{ kind: 'card' }],
  }
  const repo: StageRule = {
    who: ['owners'],
    from: 'qa',
    branches: ['release'],
    approvals: 2,
    reason: 'required',
    checks: [{ kind: 'lock-fresh' }],
  }
  expect(tightenRules(server, repo)).toEqual({
    who: [['group:ml'], ['owners']],
    from: ['staging', 'qa'],
    branches: [['main'], ['release']],
    approvals: 2,
    reason: 'required',
    checks: [{ kind: 'card' }, { kind: 'lock-fresh' }],
  })
  const open = { who: [], from: [], branches: [], approvals: 0, reason: 'optional', checks: [] }
  expect(tightenRules(null, null)).toEqual(open)
  expect(tightenRules(OPEN, OPEN)).toEqual(open)
  expect(tightenRules(server, null).from).toEqual(tightenRules(server, server).from)
})

test('a rule is found by its own name only', () => {
  const rules = { production: OPEN }
  expect(findStageRule(rules, 'production')).toBe(OPEN)
  expect(findStageRule(rules, 'staging')).toBe(null)
  expect(findStageRule(rules, 'toString')).toBe(null)
})

test('the branches of all rules are listed', () => {
  const server = { a: { ...OPEN, branches: ['main', 'v1'] }, b: OPEN }
  const repo = { kind: 'rules', rules: { c: { ...OPEN, branches: ['v2', 'main'] } } } as const
  expect(listRuleBranches(server, repo)).toEqual(['main', 'v1', 'v2'])
  expect(listRuleBranches({}, { kind: 'broken', key: '', detail: '' })).toEqual([])
})

const someOf = <T>(...values: readonly T[]) => fc.subarray([...values], { minLength: 1 })

const rule: fc.Arbitrary<StageRule> = fc.record({
  who: fc.option(someOf('*', 'owners', 'group:ml', 'group:ml-leads', 'bob@example.com', ANA.id)),
  from: fc.option(fc.constantFrom('staging', 'qa')),
  branches: fc.option(someOf('main', 'release')),
  approvals: fc.nat(2),
  reason: fc.constantFrom('required', 'optional'),
  checks: fc.subarray<StageCheck>([
    { kind: 'metric', metric: 'auc', operator: '>=', value: 0.9 },
    { kind: 'metric', metric: 'loss', operator: '<', value: 1 },
    { kind: 'signed-registration' },
  ]),
})

const given = fc.record({
  requester: fc.constantFrom(ANA, BOB, person('eve')),
  approvers: fc.subarray([ANA, BOB, CEM]),
  reason: fc.option(fc.constant('better')),
  commitBranches: fc.subarray(['main', 'release']),
  registrationVerdict: fc.option(fc.constantFrom('good', 'untrusted')),
  facts: fc.record({
    metrics: fc.constantFrom<Readonly<Record<string, number>>>(
      {},
      { auc: 0.95, loss: 0 },
      { auc: 0.8 },
    ),
    owners: fc.subarray(['ana@example.com', 'bob@example.com']),
  }),
})

const RANK = { allowed: 2, 'needs-approval': 1, denied: 0 }

test('a repository never allows what the server denies, nor the other way round', () => {
  fc.assert(
    fc.property(rule, rule, given, (server, own, rest) => {
      const repo = { kind: 'rules', rules: { production: own } } as const
      const both = evaluatePolicy(buildInput({ ...rest, server: { production: server }, repo }))
      const alone = [
        evaluatePolicy(buildInput({ ...rest, server: { production: server } })),
        evaluatePolicy(buildInput({ ...rest, repo })),
      ]
      for (const one of alone) {
        expect(RANK[both.outcome]).toBeLessThanOrEqual(RANK[one.outcome])
        expect(both.approvalsNeeded).toBeGreaterThanOrEqual(one.approvalsNeeded)
      }
      // Only who may approve depends on both rules at once.
      if (alone.every(({ outcome }) => outcome !== 'denied')) {
        expect(both.outcome).not.toBe('denied')
      }
    }),
    { numRuns: 500 },
  )
})

test('more approvals or a reason never turn an allowed command into a denied one', () => {
  fc.assert(
    fc.property(rule, given, (server, rest) => {
      const input = buildInput({ ...rest, server: { production: server } })
      const before = evaluatePolicy(input).outcome
      const after = evaluatePolicy({
        ...input,
        approvers: [...input.approvers, person('dia', ['ml', 'ml-leads'])],
        reason: 'better',
      }).outcome
      expect(RANK[after]).toBeGreaterThanOrEqual(RANK[before])
    }),
    { numRuns: 200 },
  )
})

test('a requester never approves their own request alone', () => {
  fc.assert(
    fc.property(rule, given, (server, rest) => {
      const production = { ...server, approvals: server.approvals + 1 }
      const approvers = [rest.requester, rest.requester]
      const input = buildInput({ ...rest, approvers, server: { production } })
      expect(evaluatePolicy(input).outcome).not.toBe('allowed')
    }),
    { numRuns: 200 },
  )
})
