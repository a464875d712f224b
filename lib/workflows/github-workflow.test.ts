import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { compileFilterPattern } from './filter-pattern'
import { type ExpressionContext, evaluateCondition } from './github-expression'
import { evaluateGithubWorkflow } from './github-workflow'

const JOBS = 'jobs: { deploy: { runs-on: x } }'

function evaluate(text: string, tag: string, tagsInPush = 1) {
  const value = parse(text, { schema: 'failsafe' })
  const budget = openStepBudget(50_000_000)
  return evaluateGithubWorkflow(
    { path: '.github/workflows/x.yml', value },
    { tag, tagsInPush, budget },
  )
}

/** GitHub's cheat sheet, then the names that tags have here. */
const patterns: readonly (readonly [pattern: string, name: string, matches: boolean])[] = [
  ['feature/*', 'feature/my-branch', true],
  ['feature/*', 'feature/a/b', false],
  ['feature/**', 'feature/beta-a/my-branch', true],
  ['main', 'main', true],
  ['main', 'maintenance', false],
  ['*', 'releases', true],
  ['*', 'all/the/branches', false],
  ['**', 'all/the/branches', true],
  ['*feature', 'ver-10-feature', true],
  ['*feature', 'feature', true],
  ['v2*', 'v2', true],
  ['v2*', 'v2.9', true],
  ['v[12].[0-9]+.[0-9]+', 'v1.10.1', true],
  ['v[12].[0-9]+.[0-9]+', 'v3.0.0', false],
  ['*.jsx?', 'page.js', true],
  ['*.jsx?', 'page.jsx', true],
  ['*.jsx?', 'page.jsxx', false],
  ['**/README.md', 'README.md', true],
  ['**/README.md', 'js/README.md', true],
  ['v1.0', 'v1x0', false],
  ['v1\\+', 'v1+', true],
  ['v1+', 'v11', true],
  ['v*', 'churn@v1.0.0', false],
  ['*@v*', 'churn@v1.0.0', true],
  ['*@v*', 'models/churn@v1.0.0', false],
  ['**@v*', 'models/sub=churn@v1.0.0', true],
  ['churn#production*', 'churn#production#4', true],
  ['churn@v[0-9]+.[0-9]+.[0-9]+', 'churn@v1.12.0', true],
  ['churn@v[0-9]+.[0-9]+.[0-9]+', 'churn@v1.12.0-rc.1', false],
]

test.each(patterns)('%s on %s: %s', (pattern, name, matches) => {
  expect(compileFilterPattern(pattern)?.matches(name)).toBe(matches)
})

test.each(['v[', 'v[]', 'v[a-', 'v[z-a]', 'v[a-Z]', 'v[^a]', 'v\\', '*+', 'v++'])(
  'the pattern %s is refused',
  (pattern) => {
    expect(compileFilterPattern(pattern)).toBe(null)
  },
)

test('a pattern that would be slow to match is not evaluated', () => {
  const pattern = compileFilterPattern(`${'*a'.repeat(120)}b`)
  expect(pattern?.matches('a'.repeat(5000))).toBe(false)
})

const triggers: readonly (readonly [
  on: string,
  tag: string,
  outcome: string,
  why: string,
  trap: string | null,
])[] = [
  ['push', 'churn@v1.0.0', 'starts', 'every-push', 'every-tag'],
  ['[pull_request, push]', 'churn@v1.0.0', 'starts', 'every-push', 'every-tag'],
  ['{ push: }', 'churn@v1.0.0', 'starts', 'every-push', 'every-tag'],
  ['{ push: { paths: [src/**] } }', 'churn@v1.0.0', 'starts', 'every-push', 'every-tag'],
  ['{ push: { branches: [main] } }', 'churn@v1.0.0', 'does-not-start', 'branches-only', null],
  ['{ push: { branches-ignore: [x] } }', 'x@v1.0.0', 'does-not-start', 'branches-only', null],
  [
    '{ push: { branches: [main], tags: ["*@v*"] } }',
    'churn@v1.0.0',
    'starts',
    'tag-filter-matches',
    null,
  ],
  ['{ push: { tags: ["**"] } }', 'a/b=c@v1.0.0', 'starts', 'tag-filter-matches', 'every-tag'],
  ['{ push: { tags: "*@v*" } }', 'churn@v1.0.0', 'starts', 'tag-filter-matches', null],
  [
    '{ push: { tags: ["v*"] } }',
    'churn@v1.0.0',
    'does-not-start',
    'no-tag-filter-matches',
    'matches-without-model',
  ],
  [
    '{ push: { tags: ["production*"] } }',
    'churn#production#4',
    'does-not-start',
    'no-tag-filter-matches',
    'matches-without-model',
  ],
  [
    '{ push: { tags: ["*"] } }',
    'models/nlp=churn@v1.0.0',
    'does-not-start',
    'no-tag-filter-matches',
    'star-stops-at-slash',
  ],
  [
    '{ push: { tags: ["nlp:churn@v*"] } }',
    'nlp=churn@v1.0.0',
    'does-not-start',
    'no-tag-filter-matches',
    'colon-for-equals',
  ],
  [
    '{ push: { tags: ["churn@v1.0.0+b1"] } }',
    'churn@v1.0.0+b1',
    'does-not-start',
    'no-tag-filter-matches',
    'special-characters',
  ],
  [
    '{ push: { tags: ["other@v*"] } }',
    'churn@v1.0.0',
    'does-not-start',
    'no-tag-filter-matches',
    null,
  ],
  [
    '{ push: { tags: ["*@v*", "!churn@*"] } }',
    'churn@v1.0.0',
    'does-not-start',
    'tag-excluded',
    null,
  ],
  [
    '{ push: { tags: ["*@v*", "!churn@*", "churn@v1*"] } }',
    'churn@v1.0.0',
    'starts',
    'tag-filter-matches',
    null,
  ],
  [
    '{ push: { tags: ["!other@*"] } }',
    'churn@v1.0.0',
    'does-not-start',
    'no-tag-filter-matches',
    null,
  ],
  ['{ push: { tags-ignore: ["*#*"] } }', 'churn#dev#1', 'does-not-start', 'tag-ignored', null],
  ['{ push: { tags-ignore: ["*#*"] } }', 'churn@v1.0.0', 'starts', 'not-ignored', null],
  ['{ push: { tags: [a], tags-ignore: [b] } }', 'a', 'unknown', 'filters-conflict', null],
  ['{ push: { tags: ["v["] } }', 'v[', 'unknown', 'filter-invalid', null],
  ['{ push: { tags: [] } }', 'v1', 'unknown', 'filter-invalid', null],
  ['{ push: { tags: [1.10] } }', '1.10', 'starts', 'tag-filter-matches', null],
  ['create', 'churn@v1.0.0', 'starts', 'create-event', 'every-tag'],
  ['{ push: { tags: [x] }, create: }', 'churn@v1.0.0', 'starts', 'create-event', 'every-tag'],
  ['release', 'churn@v1.0.0', 'does-not-start', 'other-events', null],
  ['[workflow_dispatch, schedule]', 'churn@v1.0.0', 'does-not-start', 'other-events', null],
  ['{ workflow_call: }', 'churn@v1.0.0', 'does-not-start', 'other-events', null],
]

test.each(triggers)('on: %s and %s: %s, %s', (on, tag, outcome, why, trap) => {
  expect(evaluate(`on: ${on}\n${JOBS}`, tag)).toMatchObject({ outcome, why, trap })
})

const context: ExpressionContext = {
  names: new Map<string, string | boolean>([
    ['github.ref', 'refs/tags/churn@v1.0.0'],
    ['github.ref_name', 'churn@v1.0.0'],
    ['github.event_name', 'push'],
    ['github.event.deleted', false],
  ]),
  success: 'yes',
}

const conditions: readonly (readonly [condition: string, holds: string])[] = [
  ["startsWith(github.ref, 'refs/tags/churn@')", 'yes'],
  ["startsWith(github.ref, 'refs/heads/')", 'no'],
  ["STARTSWITH(GITHUB.REF, 'REFS/TAGS/CHURN@')", 'yes'],
  ["contains(github.ref_name, '#production')", 'no'],
  ["contains(github.ref, '@v')", 'yes'],
  ["endsWith(github.ref, '1.0.0')", 'yes'],
  ["github.ref == 'refs/tags/CHURN@v1.0.0'", 'yes'],
  ["github.ref != 'refs/heads/main'", 'yes'],
  ['$' + "{{ github.event_name == 'push' }}", 'yes'],
  ["github.event_name == 'push' && !contains(github.ref, 'beta')", 'yes'],
  ["github.event_name == 'x' || github.ref_name == 'churn@v1.0.0'", 'yes'],
  ["(github.event_name == 'x' || true) && false", 'no'],
  ['!github.event.deleted', 'yes'],
  ["github.repository == 'a/b'", 'unknown'],
  ["github.repository == 'a/b' && false", 'no'],
  ["github.repository == 'a/b' || true", 'yes'],
  ["vars.DEPLOY == 'yes' && startsWith(github.ref, 'refs/tags/')", 'unknown'],
  ["github.ref == 'it''s'", 'no'],
  ["'' == 0", 'yes'],
  ['null == false', 'yes'],
  ['1 < 2', 'yes'],
  ['always()', 'yes'],
  ['failure()', 'unknown'],
  ['!cancelled()', 'yes'],
  ["fromJSON('[1]')", 'unknown'],
  ["github['ref'] == 'x'", 'unknown'],
  ['github.ref ==', 'unknown'],
  ["github.ref == 'x' github.ref", 'unknown'],
  ['"double"', 'unknown'],
  ['$' + "{{ github.ref }} == 'x'", 'unknown'],
  ['('.repeat(4000), 'unknown'],
  ['!'.repeat(4000), 'unknown'],
]

test.each(conditions)('if: %s: %s', (condition, holds) => {
  expect(evaluateCondition(condition, context)).toBe(holds)
})

describe('jobs', () => {
  const text = (jobs: string) => `on: push\njobs:\n${jobs}`

  test('run where their conditions hold', () => {
    const jobs = [
      '  build: { runs-on: x }',
      '  deploy: { if: "startsWith(github.ref, \'refs/tags/churn#production\')" }',
      '  branch: { if: "github.ref_type == \'branch\'" }',
      '  maybe: { if: vars.X }',
    ].join('\n')
    expect(evaluate(text(jobs), 'churn#production#4')).toMatchObject({
      outcome: 'starts',
      jobs: ['build', 'deploy'],
      details: { unknownJobs: ['maybe'] },
    })
  })

  test('are skipped with what they need, unless they ask for the status', () => {
    const jobs = [
      '  a: { if: false }',
      '  b: { needs: a }',
      '  c: { needs: [b] }',
      '  d: { needs: [c], if: always() }',
    ].join('\n')
    expect(evaluate(text(jobs), 'churn@v1.0.0').jobs).toEqual(['d'])
  })

  test('are skipped too where only what they need had asked for the status', () => {
    const jobs = [
      '  a: { if: false }',
      '  b: { needs: a, if: always() }',
      '  c: { needs: b }',
      '  d: { needs: b, if: github.ref_type }',
      '  e: { needs: c, if: "!cancelled()" }',
      '  f: { needs: b, if: success() }',
      '  g: { if: vars.X }',
      '  h: { needs: g, if: always() }',
      '  i: { needs: h }',
    ].join('\n')
    const { jobs: certain, details } = evaluate(text(jobs), 'churn@v1.0.0')
    expect([certain, details.unknownJobs]).toEqual([
      ['b', 'e', 'h'],
      ['g', 'i'],
    ])
  })

  test('run for the push or for the creation of the tag', () => {
    const jobs = [
      "  a: { if: github.event_name == 'create' }",
      "  b: { if: github.event_name == 'push' }",
      "  c: { if: github.event_name == 'release' }",
    ].join('\n')
    const both = `on: { push: { tags: ['*@v*'] }, create: }\njobs:\n${jobs}`
    expect(evaluate(both, 'churn@v1.0.0')).toMatchObject({
      outcome: 'starts',
      why: 'tag-filter-matches',
      jobs: ['a', 'b'],
    })
    expect(evaluate(both, 'churn#dev#1')).toMatchObject({ why: 'create-event', jobs: ['a'] })
  })

  test('that need each other are unknown', () => {
    expect(evaluate(text('  a: { needs: b }\n  b: { needs: a }'), 'x@v1.0.0')).toMatchObject({
      outcome: 'unknown',
      why: 'condition-unknown',
    })
  })

  test('that are all skipped start nothing', () => {
    expect(evaluate(text('  a: { if: false }'), 'churn@v1.0.0')).toMatchObject({
      outcome: 'does-not-start',
      why: 'jobs-skipped',
      jobs: [],
    })
  })
})

test('more than three tags in one push start nothing', () => {
  expect(evaluate(`on: push\n${JOBS}`, 'churn@v1.0.0', 3).outcome).toBe('starts')
  expect(evaluate(`on: push\n${JOBS}`, 'churn@v1.0.0', 4)).toMatchObject({
    outcome: 'does-not-start',
    why: 'too-many-tags',
    details: { limit: 3 },
  })
})

test('a workflow without a name is called by its file', () => {
  expect(evaluate(`name: Deploy\non: push\n${JOBS}`, 'x').name).toBe('Deploy')
  expect(evaluate(`on: push\n${JOBS}`, 'x').name).toBe('.github/workflows/x.yml')
})

test.each(['[]', '""', 'text', '{ jobs: {} }'])('%s is no workflow', (text) => {
  expect(evaluate(text, 'x')).toMatchObject({ outcome: 'unknown', why: 'file-unreadable' })
})
