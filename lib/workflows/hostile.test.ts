import { expect, test } from 'vitest'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { listWorkflows } from './list-workflows'
import type { WorkflowFile } from './workflow'

/** CI files that once took seconds or gigabytes. What is said here of time leaves room for a busy machine. */

const TAG = `${'a'.repeat(240)}@v1.0.0`

function evaluate(files: readonly WorkflowFile[]) {
  return listWorkflows(files, { tag: TAG, tagsInPush: 1, budget: openStepBudget(50_000_000) })
}

function many<Value>(count: number, make: (at: number) => Value): readonly Value[] {
  return Array.from({ length: count }, (_, at) => make(at))
}

function keys(count: number, make: (at: number) => DataValue, name = 'k') {
  return Object.fromEntries(many(count, (at) => [`${name}${at}`, make(at)]))
}

const github = (count: number, make: (at: number) => DataValue): readonly WorkflowFile[] =>
  many(count, (at) => ({ path: `.github/workflows/${at}.yml`, value: make(at) }))
const gitlab = (value: DataValue): readonly WorkflowFile[] => [{ path: '.gitlab-ci.yml', value }]

const VARIABLES = keys(5000, String)

test('200 workflows of 20 patterns each compile a pattern once', () => {
  const files = github(200, (file) => ({
    on: { push: { tags: many(20, (at) => `v${file}.${at}.*`) } },
    jobs: { a: {} },
  }))
  const spent = cpuSeconds(() => {
    const views = evaluate(files)
    expect(views.map(({ why }) => why)).toEqual(views.map(() => 'no-tag-filter-matches'))
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test.each<[string, readonly WorkflowFile[]]>([
  [
    'patterns that are as long and bad as they can be',
    github(200, () => ({
      on: { push: { tags: many(20, () => 'a+'.repeat(120)) } },
      jobs: { a: {} },
    })),
  ],
  [
    '20,000 jobs that need each other',
    github(50, () => ({
      on: 'push',
      jobs: keys(5000, (at) => ({ needs: many(10, (other) => `k${(at + other) % 5000}`) })),
    })),
  ],
  [
    'conditions of 8 KB',
    github(200, () => ({
      on: 'push',
      jobs: keys(30, () => ({ if: `${"github.ref == 'a' && ".repeat(380)}true` })),
    })),
  ],
  [
    'jobs that extend a large one',
    gitlab({
      '.base': keys(5000, String),
      ...keys(5000, () => ({ extends: '.base' }), 'job'),
    }),
  ],
  [
    'jobs that inherit thousands of variables',
    gitlab({
      variables: keys(5000, String),
      '.base': { inherit: { variables: many(5000, (at) => `k${at}`) } },
      ...keys(2000, () => ({ extends: '.base', script: 'x' }), 'job'),
    }),
  ],
  [
    'patterns of rules that are large',
    gitlab(
      keys(
        1000,
        (at) => ({ rules: [{ if: `$CI_COMMIT_TAG =~ /(a?){40}${at % 90}(a|b|c){40}$/` }] }),
        'job',
      ),
    ),
  ],
  [
    'needs that rules may replace',
    gitlab({
      a: {
        needs: many(10_000, () => 'b'),
        rules: many(10_000, () => ({ if: '$CI_COMMIT_TAG', needs: ['x'] })),
      },
      b: { rules: [{ when: 'never' }] },
    }),
  ],
  [
    'rules that may each set thousands of variables',
    gitlab({
      workflow: { rules: many(3000, () => ({ if: '$X', variables: VARIABLES })) },
      job: { inherit: { variables: Object.keys(VARIABLES) }, script: 'x' },
    }),
  ],
  [
    'conditions that name variables which thousands of rules may set',
    gitlab({
      workflow: { rules: many(3000, () => ({ if: '$X', variables: {} })) },
      ...keys(10_000, () => ({ rules: [{ if: `${'$X||'.repeat(49)}$X` }] }), 'job'),
    }),
  ],
  [
    'jobs that inherit by a list which is no list of names',
    gitlab({
      '.base': { inherit: { variables: [...many(400_000, () => 'a'), {}] } },
      ...keys(100_000, () => ({ extends: '.base' }), 'job'),
    }),
  ],
  [
    'conditions that search a long value for a long value',
    gitlab({
      variables: { A: `${'a'.repeat(1000)}b${'a'.repeat(1000)}`, B: 'a'.repeat(4000) },
      ...keys(4000, () => ({ rules: [{ if: '$A =~ $B' }] }), 'job'),
    }),
  ],
  [
    'jobs that share rules without a rule',
    gitlab({
      '.base': { rules: many(20_000, () => []) },
      ...keys(20_000, () => ({ extends: '.base' }), 'job'),
    }),
  ],
  [
    'jobs that share a list of needs',
    gitlab({
      '.base': { needs: many(20_000, () => 'job0') },
      ...keys(20_000, () => ({ extends: '.base' }), 'job'),
    }),
  ],
  [
    'patterns that never end',
    gitlab(keys(50, () => ({ rules: [{ if: `$A =~ ${'\\/'.repeat(2000)}` }] }), 'job')),
  ],
])('%s', (_, files) => {
  const spent = cpuSeconds(() => {
    expect(JSON.stringify(evaluate(files)).length).toBeLessThan(500_000)
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})

test('a file beyond the limit is unknown and states the limit', () => {
  const files = github(200, () => ({
    on: { push: { tags: many(20, () => 'a+'.repeat(120)) } },
    jobs: { a: {} },
  }))
  expect(evaluate(files).at(-1)).toMatchObject({
    outcome: 'unknown',
    why: 'too-much-work',
    details: { limit: 50_000_000 },
  })
})

test('long names and lists are cut in what is answered', () => {
  const [view] = evaluate(
    github(1, () => ({
      name: 'n'.repeat(1000),
      on: 'push',
      jobs: keys(1000, () => ({}), 'j'.repeat(200)),
    })),
  )
  expect(view?.name).toBe(`${'n'.repeat(245)} … [cut]`)
  expect(view?.jobs.length).toBe(21)
  expect([view?.jobs[0], view?.jobs[20]]).toEqual([`${'j'.repeat(90)} … [cut]`, '… (1,000)'])
})
