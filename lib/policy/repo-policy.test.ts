import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseRepoPolicy } from './repo-policy'
import type { StageRule } from './rule'

function read(text: string) {
  return parseRepoPolicy(parse(text, { schema: 'failsafe' }))
}

/** The policy of a file that has this rule for production. */
function readRule(text: string) {
  return read(`stages: { rules: { production: ${text} } }`)
}

const OPEN: StageRule = {
  who: null,
  from: null,
  branches: null,
  approvals: 0,
  reason: 'optional',
  checks: [],
}

test('a whole rule', () => {
  const text = `
stages:
  order: [production, staging]   # only the server's counts
  rules:
    production:
      who: [group:ml-leads, owners, ana@example.com, "*@example.com", "https://id.example.com#7", "*"]
      from: staging
      branches: [main, release/v1]
      approvals: 1
      reason: required
      checks: ["metrics.auc >= 0.9", card, lock-fresh, signed-registration]
    eu/staging: {}
`
  const production: StageRule = {
    who: [
      ...['group:ml-leads', 'owners', 'ana@example.com', '*@example.com'],
      ...['https://id.example.com#7', '*'],
    ],
    from: 'staging',
    branches: ['main', 'release/v1'],
    approvals: 1,
    reason: 'required',
    checks: [
      { kind: 'metric', metric: 'auc', operator: '>=', value: 0.9 },
      { kind: 'card' },
      { kind: 'lock-fresh' },
      { kind: 'signed-registration' },
    ],
  }
  const rules = { production, 'eu/staging': OPEN }
  expect(read(text)).toEqual({ kind: 'rules', rules })
})

test.each(['', '# nothing yet', '~', 'null', '{}', 'stages: {}', 'stages: { rules: {} }'])(
  '%j has no rules',
  (text) => {
    expect(read(text)).toEqual({ kind: 'rules', rules: {} })
  },
)

test('a stage may be named as what every object has', () => {
  const policy = read('stages: { rules: { constructor: { approvals: 2 } } }')
  expect(policy).toEqual({ kind: 'rules', rules: { constructor: { ...OPEN, approvals: 2 } } })
})

describe('a broken file is broken as a whole', () => {
  const WHO =
    'owners, ana@example.com, *@example.com, group:NAME, ISSUER#SUBJECT or * for every signed-in person'
  const CHECK = 'metrics.NAME >= NUMBER (or >, <, <=, ==), card, lock-fresh or signed-registration'
  const RULE = 'who, from, branches, approvals, reason, checks'
  const STAGE =
    'a stage name: letters, digits, "-", "_" and "/", starting and ending with a letter or digit'

  test.each([
    ['text', '', 'a mapping with the keys stages'],
    ['[]', '', 'a mapping with the keys stages'],
    ['stagez: {}', 'stagez', 'stages'],
    ['stages:', 'stages', 'a mapping with the keys order, rules'],
    ['stages: { rule: {} }', 'stages.rule', 'order, rules'],
    ['stages: { rules: [production] }', 'stages.rules', 'a mapping of stages to rules'],
    ['stages: { rules: { a b: {} } }', 'stages.rules.a b', STAGE],
  ])('%j', (text, key, detail) => {
    expect(read(text)).toEqual({ kind: 'broken', key, detail })
  })

  test.each([
    ['', '', `a mapping with the keys ${RULE}`],
    ['{ how: x }', '.how', RULE],
    ['{ who: owners }', '.who', `a list of ${WHO}`],
    ['{ who: [] }', '.who', `at least one of ${WHO}`],
    ['{ who: [owners, Ana] }', '.who.1', WHO],
    ['{ who: [owner] }', '.who.0', WHO],
    ['{ who: ["group:"] }', '.who.0', WHO],
    ['{ from: a b }', '.from', STAGE],
    ['{ from: [staging] }', '.from', STAGE],
    ['{ branches: main }', '.branches', 'a list of branches, as in [main]'],
    ['{ branches: [] }', '.branches', 'at least one branch'],
    ['{ branches: ["release/*"] }', '.branches.0', 'the name of a branch, as in main'],
    ['{ approvals: -1 }', '.approvals', 'a whole number from 0 to 20'],
    ['{ approvals: 1.5 }', '.approvals', 'a whole number from 0 to 20'],
    ['{ approvals: 21 }', '.approvals', 'a whole number from 0 to 20'],
    ['{ approvals: two }', '.approvals', 'a whole number from 0 to 20'],
    ['{ approvals: }', '.approvals', 'a whole number from 0 to 20'],
    ['{ reason: yes }', '.reason', 'required or optional'],
    ['{ checks: card }', '.checks', `a list of ${CHECK}`],
    ['{ checks: [card, carrd] }', '.checks.1', CHECK],
    ['{ checks: [metrics.auc] }', '.checks.0', CHECK],
  ])('production: %s', (text, key, detail) => {
    expect(readRule(text)).toEqual({
      kind: 'broken',
      key: `stages.rules.production${key}`,
      detail,
    })
  })
})

const many = (count: number, format: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => format(at)).join(', ')

test.each([
  [`stages: { rules: { ${many(101, (at) => `s${at}: {}`)} } }`, 'stages.rules', 'at most 100'],
  [
    `stages: { rules: { a: { branches: [${many(30, (at) => `a${at}`)}] }, b: { branches: [${many(30, (at) => `b${at}`)}] } } }`,
    'stages.rules',
    'at most 50 branches in all rules',
  ],
  [
    `stages: { rules: { a: { who: [${many(101, (at) => `a${at}@b.c`)}] } } }`,
    'stages.rules.a.who',
    'at most 100',
  ],
  [
    `stages: { rules: { a: { checks: [${many(101, () => 'card')}] } } }`,
    'stages.rules.a.checks',
    'at most 100',
  ],
  [
    `stages: { rules: { a: { checks: [metrics.${'x'.repeat(256)} > 1] } } }`,
    'stages.rules.a',
    'texts of at most 255 bytes',
  ],
])('rules beyond the limits are broken: %#', (text, key, detail) => {
  expect(read(text)).toEqual({ kind: 'broken', key, detail })
})
