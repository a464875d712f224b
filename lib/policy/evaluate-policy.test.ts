import { describe, expect, test } from 'vitest'
import type { StageName, VersionName } from '@/lib/registry/names'
import type { Owner } from '@/lib/registry/owners'
import type { Metric } from '@/lib/registry/values'
import { evaluatePolicy } from './evaluate-policy'
import type { PolicyInput } from './policy-input'
import type { StageCheck, StageRule } from './rule'
import { ANA, BOB, buildInput, CEM, OPEN, person, shaOf } from './testing/build-input'

type Given = Parameters<typeof buildInput>[0]

/** Outcome and reason of each check where production has this rule. */
function judge(rule: Partial<StageRule>, given: Given = {}) {
  return summarize(buildInput({ server: { production: { ...OPEN, ...rule } }, ...given }))
}

function summarize(input: PolicyInput) {
  const { outcome, checks } = evaluatePolicy(input)
  return [outcome, ...checks.map((check) => `${check.outcome}: ${check.why}`)]
}

test('a stage without a rule is open', () => {
  expect(evaluatePolicy(buildInput())).toEqual({
    outcome: 'allowed',
    checks: [],
    approvalsNeeded: 0,
  })
  expect(judge({})).toEqual(['allowed'])
})

test('a complete rule is evaluated part by part, each with its details', () => {
  const production: StageRule = {
    who: ['group:ml-leads', 'owners'],
    from: 'staging',
    branches: ['main'],
    approvals: 1,
    reason: 'required',
    checks: [{ kind: 'metric', metric: 'auc', operator: '>=', value: 0.9 }],
  }
  const input = buildInput({
    server: { production },
    reason: 'better',
    commitBranches: ['main', 'dev'],
    facts: { metrics: { auc: 0.93 } },
  })
  const about = (details: object) => ({ stage: 'production', ...details })
  const checks = [
    {
      rule: 'from',
      text: 'staging',
      outcome: 'pass',
      why: 'from-held',
      details: about({ from: 'staging' }),
    },
    {
      rule: 'branches',
      text: 'main',
      outcome: 'pass',
      why: 'on-branch',
      details: about({ branches: ['main'] }),
    },
    {
      rule: 'check',
      text: 'metrics.auc >= 0.9',
      outcome: 'pass',
      why: 'metric-holds',
      details: about({ metric: 'auc', value: 0.93 }),
    },
    {
      rule: 'who',
      text: 'group:ml-leads, owners',
      outcome: 'pass',
      why: 'who-matched',
      details: about({ who: ['group:ml-leads', 'owners'] }),
    },
    {
      rule: 'reason',
      text: 'required',
      outcome: 'pass',
      why: 'reason-given',
      details: about({}),
    },
    {
      rule: 'approvals',
      text: '1',
      outcome: 'pending',
      why: 'approvals-missing',
      details: about({ needed: 1, given: 0 }),
    },
  ]
  expect(evaluatePolicy(input)).toEqual({ outcome: 'needs-approval', checks, approvalsNeeded: 1 })
  expect(evaluatePolicy({ ...input, approvers: [CEM] }).outcome).toBe('allowed')
})

describe('who', () => {
  const matched = ['allowed', 'pass: who-matched']
  const missed = ['denied', 'fail: who-missed']

  test.each([
    [['group:ml-leads'], ANA, matched],
    [['group:ml-leads'], BOB, missed],
    [['bob@example.com', 'ANA@example.com'], ANA, matched],
    [['*@example.com'], BOB, matched],
    [['*@example.org'], BOB, missed],
    [['*'], person('eve'), matched],
    [[ANA.id], ANA, matched],
    [[ANA.id], { ...ANA, id: 'https://other.example.com#ana' }, missed],
    [['ana@example.com'], { ...ANA, email: null }, missed],
    [['owners'], ANA, missed],
    [[], ANA, missed],
  ])('%j and %o', (who, requester, expected) => {
    expect(judge({ who }, { requester })).toEqual(expected)
  })

  test.each([
    [['ana@example.com'], matched],
    [['Ana Ruiz <ana@example.com>'], matched],
    [['@ml-leads'], matched],
    [['group:ml'], matched],
    [['bob@example.com', 'ana@example.com'], matched],
    [['ana'], missed],
    [['@ana'], missed],
    [['*'], missed],
    [['*@example.com'], missed],
    [['x <*@example.com>'], missed],
    [[ANA.id], missed],
    [[], missed],
  ])('the owners %j are matched', (owners, expected) => {
    expect(judge({ who: ['owners'] }, { facts: { owners } })).toEqual(expected)
  })

  test('an owner is not one by the name on a registration', () => {
    const input = buildInput({ server: { production: { ...OPEN, who: ['owners'] } } })
    const artifact = input.artifact && {
      ...input.artifact,
      owners: [buildOwner('ana@example.com', 'tagger')],
    }
    expect(summarize({ ...input, artifact })).toEqual(missed)
  })

  test('of the sources of owners only the strongest counts', () => {
    const input = buildInput({ server: { production: { ...OPEN, who: ['owners'] } } })
    const owners = [
      buildOwner('bob@example.com', 'annotation'),
      buildOwner('ana@example.com', 'codeowners'),
    ]
    const artifact = input.artifact && { ...input.artifact, owners }
    expect(summarize({ ...input, artifact })).toEqual(missed)
    expect(summarize({ ...input, artifact, requester: BOB })).toEqual(matched)
  })
})

test.each([
  [['m@v1.0.0 a', 'm#staging#1 a'], 'from-held'],
  [['m@v1.0.0 a', 'm#staging#1 a', 'm#staging!#2 a'], 'from-held'],
  [['m@v1.0.0 a', 'm#staging#1 a', 'm@v1.0.1 b', 'm#staging#2 b'], 'from-held'],
  [['m@v1.0.0 a'], 'from-never-held'],
  [['m@v1.0.0 a', 'm#staging!#1 a'], 'from-never-held'],
  [['m@v1.0.0 a', 'm@v1.0.1 b', 'm#staging#1 b'], 'from-never-held'],
])('from staging, with %j', (tags, why) => {
  const held = why === 'from-held'
  expect(judge({ from: 'staging' }, { tags })).toEqual(
    held ? ['allowed', `pass: ${why}`] : ['denied', `fail: ${why}`],
  )
})

test.each([
  [['main'], ['main'], 'allowed'],
  [['main', 'release'], ['release'], 'allowed'],
  [['main'], ['dev'], 'denied'],
  [['main'], [], 'denied'],
  [[], ['main'], 'denied'],
])('on one of %j, being on %j: %s', (branches, commitBranches, outcome) => {
  expect(judge({ branches }, { commitBranches })[0]).toBe(outcome)
})

test.each([
  ['required', null, ['denied', 'fail: reason-missing']],
  ['required', ' ', ['denied', 'fail: reason-missing']],
  ['required', '\u200b', ['denied', 'fail: reason-missing']],
  ['required', '\u2060 \u00a0\u3000\ufeff\u00ad', ['denied', 'fail: reason-missing']],
  ['required', 'better', ['allowed', 'pass: reason-given']],
  ['optional', null, ['allowed']],
] as const)('a reason that is %s, given %j', (reason, given, expected) => {
  expect(judge({ reason }, { reason: given })).toEqual(expected)
})

describe('approvals', () => {
  const token = { ...person('token'), email: 'ANA@example.com' }
  const secondAccount = { ...BOB, id: 'https://github.com#7' }

  test.each([
    ['no person', 1, [], 'needs-approval'],
    ['another', 1, [BOB], 'allowed'],
    ['the requester', 1, [ANA], 'needs-approval'],
    ["the requester's token", 1, [token], 'needs-approval'],
    ['the requester and another', 1, [ANA, BOB], 'allowed'],
    ['one of two', 2, [BOB], 'needs-approval'],
    ['one twice', 2, [BOB, BOB], 'needs-approval'],
    ['one with two accounts', 2, [BOB, secondAccount], 'needs-approval'],
    ['two', 2, [BOB, CEM], 'allowed'],
    ['two without e-mail', 2, [BOB, CEM].map((one) => ({ ...one, email: null })), 'allowed'],
  ])('by %s, of %j', (_, approvals, approvers, outcome) => {
    const decision = evaluatePolicy(
      buildInput({ server: { production: { ...OPEN, approvals } }, approvers }),
    )
    expect([decision.outcome, decision.approvalsNeeded]).toEqual([outcome, approvals])
  })

  test('only of those who could do it themselves', () => {
    const rule = { who: ['group:ml-leads'], approvals: 1 }
    expect(judge(rule, { approvers: [BOB] })).toEqual([
      ...['needs-approval', 'pass: who-matched', 'pending: approvals-missing'],
    ])
    expect(judge(rule, { approvers: [CEM] })[0]).toBe('allowed')
  })

  test('do not make up for what does not hold', () => {
    const rule = { who: ['group:risk'], approvals: 1 }
    expect(judge(rule, { approvers: [BOB, CEM] })[0]).toBe('denied')
  })
})

describe('checks', () => {
  const bound = (operator: string, value: number) =>
    ({ kind: 'metric', metric: 'auc', operator, value }) as StageCheck

  test.each([
    [bound('>=', 0.9), { auc: 0.9 }, 'pass: metric-holds'],
    [bound('>', 0.9), { auc: 0.9 }, 'fail: metric-fails'],
    [bound('>', 0.9), { auc: 0.91 }, 'pass: metric-holds'],
    [bound('<=', 0.9), { auc: 0.9 }, 'pass: metric-holds'],
    [bound('<', 0.9), { auc: 0.9 }, 'fail: metric-fails'],
    [bound('<', 0.9), { auc: -1 }, 'pass: metric-holds'],
    [bound('==', 0), { auc: -0 }, 'pass: metric-holds'],
    [bound('==', 1), { auc: 0 }, 'fail: metric-fails'],
    [bound('!=', 1), { auc: 0 }, 'fail: metric-fails'],
    [bound('>=', 0.9), {}, 'fail: metric-missing'],
    [bound('>=', 0.9), { AUC: 1 }, 'fail: metric-missing'],
    [bound('>=', 0.9), { auc: { number: 'nan' } }, 'fail: metric-fails'],
    [bound('>=', 0.9), { auc: { number: 'inf' } }, 'fail: metric-fails'],
    [bound('>=', 1), { auc: { number: '1.0' } }, 'pass: metric-holds'],
    [bound('>=', 0.9), { auc: '0.95' as unknown as number }, 'fail: metric-missing'],
    [bound('>=', Number.NaN), { auc: 1 }, 'fail: metric-fails'],
    [{ ...bound('>=', 0), metric: 'constructor' } as StageCheck, {}, 'fail: metric-missing'],
    [{ kind: 'card' } as const, {}, 'fail: card-missing'],
    [{ kind: 'lock-fresh' } as const, {}, 'fail: check-not-answerable'],
    [{ kind: 'toxicity' } as unknown as StageCheck, {}, 'fail: check-unknown'],
  ])('%j of %j: %s', (check, metrics, expected) => {
    const outcome = expected.startsWith('pass') ? 'allowed' : 'denied'
    const facts = { metrics: metrics as Readonly<Record<string, Metric>> }
    expect(judge({ checks: [check] }, { facts })).toEqual([outcome, expected])
  })

  test('a version with a card', () => {
    const facts = { card: { path: 'models/README.md', oid: 'c'.repeat(40) } }
    const checks = [{ kind: 'card' }] as const
    expect(judge({ checks }, { facts })).toEqual(['allowed', 'pass: card-found'])
  })

  test.each([
    ['good', 'pass: registration-proven'],
    ['untrusted', 'fail: registration-not-proven'],
    ['unsigned', 'fail: registration-not-proven'],
    [null, 'fail: registration-not-proven'],
  ])('a registration that is %s', (registrationVerdict, expected) => {
    const checks = [{ kind: 'signed-registration' }] as const
    expect(judge({ checks }, { registrationVerdict })[1]).toBe(expected)
  })
})

describe('every tag that changes who is in a stage meets its rule', () => {
  const production: StageRule = {
    who: ['group:ml-leads'],
    from: 'qa',
    branches: ['main'],
    approvals: 1,
    reason: 'required',
    checks: [{ kind: 'card' }],
  }
  const whole = ['from', 'branches', 'check', 'who', 'reason', 'approvals']
  const people = ['who', 'reason', 'approvals']
  const stage = 'production' as StageName
  const version = (name: string) => name as VersionName
  const held = ['m@v1.0.0 a', 'm@v1.1.0 b', 'm#production#1 a', 'm#production#2 b']

  test.each([
    ['an assignment', held, { kind: 'assign', version: version('v1.0.0'), stage }, whole],
    ['rolling back', held, { kind: 'roll-back', stage }, whole],
    ['an unassignment', held, { kind: 'unassign', version: 'v1.1.0', stage }, people],
    ['deregistering the holder', held, { kind: 'deregister', version: version('v1.1.0') }, people],
    ['deregistering another', held, { kind: 'deregister', version: version('v1.0.0') }, []],
    ['deprecating', held, { kind: 'deprecate' }, people],
    ['deprecating what holds nothing', ['m@v1.0.0 a'], { kind: 'deprecate' }, []],
    ['a registration', held, { kind: 'register', version: null, commit: shaOf('c') }, []],
    [
      'registering anew what was deregistered in the stage',
      ['m@v1.0.0 a', 'm#production#1 a', 'm@v1.0.0! a'],
      { kind: 'register', version: null, commit: shaOf('a') },
      people,
    ],
    [
      'a registration that brings a deprecated model back',
      ['m@v1.0.0 a', 'm#production#1 a', 'm@deprecated a'],
      { kind: 'register', version: null, commit: shaOf('c') },
      people,
    ],
    [
      'an assignment elsewhere that does',
      ['m@v1.0.0 a', 'm#production#1 a', 'm@deprecated a'],
      { kind: 'assign', version: version('v1.0.0'), stage: 'dev' as StageName },
      people,
    ],
    [
      'another stage',
      held,
      { kind: 'assign', version: version('v1.0.0'), stage: 'dev' as StageName },
      [],
    ],
  ] as const)('%s', (_, tags, command, rules) => {
    const { checks } = evaluatePolicy(buildInput({ server: { production }, tags, command }))
    expect(checks.map(({ rule }) => rule)).toEqual(rules)
    expect(checks.every(({ details }) => details.stage === 'production')).toBe(true)
  })

  test('a new model affects no stage with a rule', () => {
    const input = buildInput({ tags: [], command: { kind: 'register', version: null } })
    const { outcome } = evaluatePolicy({ ...input, artifact: null, server: { production } })
    expect(outcome).toBe('allowed')
  })

  test('a tag that affects two stages needs both rules', () => {
    const tags = ['m@v1.0.0 a', 'm#production#1 a', 'm#qa#2 a']
    const server = { production: { ...OPEN, approvals: 2 }, qa: { ...OPEN, approvals: 1 } }
    const input = buildInput({ server, tags, command: { kind: 'deprecate' }, approvers: [BOB] })
    const { outcome, approvalsNeeded, checks } = evaluatePolicy(input)
    expect([outcome, approvalsNeeded]).toEqual(['needs-approval', 2])
    expect(checks.map(({ details, outcome }) => [details.stage, outcome])).toEqual([
      ['production', 'pending'],
      ['qa', 'pass'],
    ])
  })
})

describe('a broken .signet.yaml', () => {
  const repo = { kind: 'broken', key: 'stages.rules', detail: 'a mapping' } as const

  test('denies every stage, ruled or not', () => {
    expect(evaluatePolicy(buildInput({ repo }))).toEqual({
      outcome: 'denied',
      checks: [
        {
          rule: 'policy',
          text: '.signet.yaml',
          outcome: 'fail',
          why: 'policy-broken',
          details: { stage: 'production', key: 'stages.rules', detail: 'a mapping' },
        },
      ],
      approvalsNeeded: 0,
    })
  })

  test('does not stop what touches no stage', () => {
    const command = { kind: 'register', version: null } as const
    expect(evaluatePolicy(buildInput({ repo, command })).outcome).toBe('allowed')
  })
})

test('a stage called as what every object has is without a rule, unless it has one', () => {
  const stage = 'constructor' as StageName
  const command = { kind: 'assign', version: 'v1.0.0' as VersionName, stage } as const
  expect(summarize(buildInput({ command }))).toEqual(['allowed'])
  const server = { constructor: { ...OPEN, approvals: 1 } }
  expect(summarize(buildInput({ command, server }))[0]).toBe('needs-approval')
})

function buildOwner(name: string, source: Owner['source']): Owner {
  return { name, source, email: null, aliases: [] }
}
