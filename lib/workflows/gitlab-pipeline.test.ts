import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import { evaluateGitlabIf } from './gitlab-expression'
import { evaluateGitlabPipeline } from './gitlab-pipeline'
import { lookUpVariable } from './gitlab-variables'
import { openMatcher } from './open-matcher'

const TAG = 'churn@v1.0.0'

function evaluate(text: string, tag = TAG, tagsInPush = 1) {
  const value = parse(text, { schema: 'failsafe' })
  const budget = openStepBudget(50_000_000)
  return evaluateGitlabPipeline({ path: '.gitlab-ci.yml', value }, { tag, tagsInPush, budget })
}

const conditions: readonly (readonly [condition: string, holds: string])[] = [
  ['$CI_COMMIT_TAG', 'yes'],
  ['$CI_COMMIT_BRANCH', 'no'],
  ['$CI_COMMIT_TAG == "churn@v1.0.0"', 'yes'],
  ["$CI_COMMIT_TAG == 'other'", 'no'],
  ['$CI_COMMIT_TAG != "other"', 'yes'],
  ['$CI_COMMIT_TAG != null', 'yes'],
  ['$CI_COMMIT_BRANCH == null', 'yes'],
  ['$CI_COMMIT_TAG =~ /^churn@v\\d+/', 'yes'],
  ['$CI_COMMIT_TAG =~ /@v/', 'yes'],
  ['$CI_COMMIT_TAG =~ /^v\\d+/', 'no'],
  ['$CI_COMMIT_TAG !~ /^v\\d+/', 'yes'],
  ['$CI_COMMIT_TAG =~ /^CHURN/', 'no'],
  ['$CI_COMMIT_TAG =~ /^CHURN/i', 'yes'],
  ['$CI_COMMIT_TAG =~ /a\\/b/', 'no'],
  ['$CI_COMMIT_TAG =~ /./', 'unknown'],
  ['$CI_COMMIT_TAG =~ /(?=churn)x/', 'unknown'],
  ['$CI_COMMIT_TAG =~ "/^churn/"', 'yes'],
  ['$CI_COMMIT_TAG =~ "see churn@v1.0.0 here"', 'yes'],
  ['$CI_COMMIT_BRANCH =~ /^main$/', 'no'],
  ['$CI_COMMIT_BRANCH !~ /^main$/', 'yes'],
  ['$CI_COMMIT_TAG =~ $PATTERN', 'yes'],
  ['$CI_COMMIT_TAG =~ $CI_COMMIT_BRANCH', 'no'],
  ['$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', 'no'],
  ['$CI_DEFAULT_BRANCH == null', 'no'],
  ['$CI_DEFAULT_BRANCH', 'yes'],
  ['$CI_COMMIT_TITLE =~ /deploy/', 'unknown'],
  ['$CI_PIPELINE_SOURCE == "push"', 'yes'],
  ['$CI_PIPELINE_SOURCE == "merge_request_event"', 'no'],
  ['$CI_MERGE_REQUEST_IID', 'no'],
  ['$CI_COMMIT_REF_SLUG == "churn-v1-0-0"', 'yes'],
  ['$CUSTOM', 'unknown'],
  ['$CUSTOM && $CI_COMMIT_BRANCH', 'no'],
  ['$CI_COMMIT_BRANCH && $CUSTOM', 'no'],
  ['$CI_COMMIT_TAG && $CUSTOM', 'unknown'],
  ['$CI_COMMIT_TAG || $CUSTOM', 'yes'],
  ['$CUSTOM == "x" || $CI_COMMIT_TAG', 'yes'],
  ['$EMPTY', 'no'],
  ['$EMPTY == ""', 'yes'],
  ['$EMPTY && $CI_COMMIT_TAG', 'yes'],
  ['$EMPTY || $CI_COMMIT_TAG', 'no'],
  ['$CI_COMMIT_TAG || $CI_COMMIT_BRANCH && $CI_COMMIT_BRANCH', 'yes'],
  ['($CI_COMMIT_TAG || $CI_COMMIT_BRANCH) && $CI_COMMIT_BRANCH', 'no'],
  ['(($CI_COMMIT_TAG))', 'yes'],
  ['$CI_COMMIT_TAG ==', 'unknown'],
  ['($CI_COMMIT_TAG', 'unknown'],
  ['CI_COMMIT_TAG', 'unknown'],
  ['!$CI_COMMIT_TAG', 'unknown'],
  ['', 'unknown'],
  [`$CI_COMMIT_TAG${' || $CI_COMMIT_TAG'.repeat(100)}`, 'unknown'],
]

test.each(conditions)('if: %s: %s', (condition, holds) => {
  const written = [{ PATTERN: '/^churn/', EMPTY: '' }]
  const lookUp = (name: string) => lookUpVariable(name, { tag: TAG, written })
  const budget = openStepBudget(1_000_000)
  expect(evaluateGitlabIf(condition, { lookUp, matcher: openMatcher(budget), budget })).toBe(holds)
})

const job = (keys: string) => `deploy: { script: x, ${keys} }`
const rule = (text: string) => job(`rules: [{ if: '${text}' }]`)

const files: readonly (readonly [
  text: string,
  tag: string,
  outcome: string,
  why: string,
  trap: string | null,
])[] = [
  [job('stage: x'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [job('only: [tags]'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [job('only: [tags]'), 'churn#production#4', 'starts', 'jobs-match', 'every-tag'],
  [job('only: [branches]'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('only: [main]'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('only: [pushes]'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [job('only: [merge_requests]'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('only: ["/^churn/"]'), TAG, 'starts', 'jobs-match', null],
  [job('only: ["/^CHURN/i"]'), TAG, 'starts', 'jobs-match', null],
  [job('only: ["/^v/"]'), TAG, 'does-not-start', 'no-job-matches', 'matches-without-model'],
  [job('only: ["/^churn@v/"]'), TAG, 'does-not-start', 'no-job-matches', 'at-sign-in-refs'],
  [job('only: ["/^churn\\\\x40v/"]'), TAG, 'starts', 'jobs-match', null],
  [job('only: ["tags@ml/churn"]'), TAG, 'unknown', 'condition-unknown', null],
  [job('only: ["branches@ml/churn"]'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('only: tags'), TAG, 'unknown', 'condition-unknown', null],
  [job('except: [tags]'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('except: [branches]'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [job('except: ["/#/"]'), TAG, 'starts', 'jobs-match', null],
  [job('only: [tags], except: ["/^churn/"]'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('only: { refs: [tags], changes: [x] }'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [job('only: { variables: [$CI_COMMIT_TAG] }'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [job('only: { variables: [$CI_COMMIT_BRANCH] }'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('only: { kubernetes: active }'), TAG, 'unknown', 'condition-unknown', null],
  [rule('$CI_COMMIT_TAG'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [rule('$CI_COMMIT_BRANCH'), TAG, 'does-not-start', 'no-job-matches', null],
  [rule('$CI_COMMIT_TAG =~ /^churn@v/'), TAG, 'starts', 'jobs-match', null],
  [
    rule('$CI_COMMIT_TAG =~ /^v[0-9]/'),
    TAG,
    'does-not-start',
    'no-job-matches',
    'matches-without-model',
  ],
  [
    rule('$CI_COMMIT_TAG =~ /^nlp:churn@/'),
    'nlp=churn@v1.0.0',
    'does-not-start',
    'no-job-matches',
    'colon-for-equals',
  ],
  [rule('$CUSTOM'), TAG, 'unknown', 'condition-unknown', null],
  [job('rules: [{ changes: [x] }]'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [
    job('rules: [{ changes: { paths: [x], compare_to: main } }]'),
    TAG,
    'unknown',
    'condition-unknown',
    null,
  ],
  [job('rules: [{ exists: [Dockerfile] }]'), TAG, 'unknown', 'condition-unknown', null],
  [job('rules: []'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('rules: [{ when: never }]'), TAG, 'does-not-start', 'no-job-matches', null],
  [job('rules: [[{ if: $CI_COMMIT_TAG }]]'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [
    job('rules: [{ if: $CI_COMMIT_TAG, when: never }, { when: always }]'),
    TAG,
    'does-not-start',
    'no-job-matches',
    null,
  ],
  [
    job('rules: [{ if: $CUSTOM, when: never }, { if: $CI_COMMIT_BRANCH }]'),
    TAG,
    'does-not-start',
    'no-job-matches',
    null,
  ],
  [job('rules: [{ if: $CUSTOM }, { when: on_success }]'), TAG, 'starts', 'jobs-match', 'every-tag'],
  [
    job('rules: [{ if: $CI_COMMIT_TAG, when: manual }]'),
    TAG,
    'starts',
    'manual-jobs-only',
    'every-tag',
  ],
  [job('when: manual'), TAG, 'starts', 'manual-jobs-only', 'every-tag'],
  [job('when: on_failure'), TAG, 'does-not-start', 'no-job-matches', null],
  [
    `variables: { P: /^churn@/ }\n${rule('$CI_COMMIT_TAG =~ $P')}`,
    TAG,
    'starts',
    'jobs-match',
    null,
  ],
  [
    `workflow: { rules: [{ if: $CI_COMMIT_BRANCH }] }\n${job('stage: x')}`,
    TAG,
    'does-not-start',
    'workflow-rules-exclude',
    null,
  ],
  [
    `workflow: { rules: [{ if: $CI_COMMIT_TAG }] }\n${job('stage: x')}`,
    TAG,
    'starts',
    'jobs-match',
    'every-tag',
  ],
  [
    `workflow: { rules: [{ if: $CUSTOM }] }\n${job('stage: x')}`,
    TAG,
    'unknown',
    'condition-unknown',
    null,
  ],
  [`include: [{ local: x.yml }]\n${job('stage: x')}`, TAG, 'unknown', 'include-unread', null],
  [`include: x.yml\nstages: [a]`, TAG, 'unknown', 'include-unread', null],
  [
    `include: x.yml\nworkflow: { rules: [{ if: $CI_COMMIT_TAG }] }\n${job('stage: x')}`,
    TAG,
    'starts',
    'jobs-match',
    'every-tag',
  ],
  [
    `include: x.yml\nworkflow: { rules: [{ when: never }] }\n${job('stage: x')}`,
    TAG,
    'does-not-start',
    'workflow-rules-exclude',
    null,
  ],
  ['stages: [a]\n.hidden: { script: x }', TAG, 'does-not-start', 'no-jobs', null],
  ['[]', TAG, 'unknown', 'file-unreadable', null],
]

test.each(files)('%s on %s: %s, %s', (text, tag, outcome, why, trap) => {
  expect(evaluate(text, tag)).toMatchObject({ outcome, why, trap })
})

/** Rules of the workflow that set D, then a job that runs where D is `yes`. */
const given = (rules: string, own = '') =>
  `variables: { D: 'no' }\nworkflow: { rules: [${rules}] }\n${job(`${own}rules: [{ if: '$D == "yes"' }]`)}`
const YES = "variables: { D: 'yes' }"

test.each([
  ['what the rule that holds sets', given(`{ if: $CI_COMMIT_TAG, ${YES} }`), 'starts'],
  ['not what another sets', given(`{ if: $CI_COMMIT_BRANCH, ${YES} }, {}`), 'does-not-start'],
  ['nor a later one', given(`{ if: $CI_COMMIT_TAG }, { ${YES} }`), 'does-not-start'],
  ['nothing certain of one that may hold', given(`{ if: $CUSTOM, ${YES} }, {}`), 'unknown'],
  ['its own before all', given(`{ ${YES} }`, "variables: { D: 'no' }, "), 'does-not-start'],
])('a job gets of workflow:rules %s', (_title, text, outcome) => {
  expect(evaluate(text).outcome).toBe(outcome)
})

describe('needs', () => {
  const branch = 'test: { only: [branches] }'
  const build = 'build: { only: [tags] }'

  test.each([
    ['of a job in the pipeline', 'needs: [build]', 'starts', 'jobs-match'],
    ['of one that is left out', 'needs: [build, test]', 'does-not-start', 'need-missing'],
    ['of one left out, as a mapping', 'needs: [{ job: test }]', 'does-not-start', 'need-missing'],
    ['that are optional', 'needs: [{ job: test, optional: true }]', 'starts', 'jobs-match'],
    ['that are said not to be', 'needs: [{ job: test, optional: false }]', 'does-not-start', ''],
    ['of another pipeline', 'needs: [{ pipeline: $P, job: test }]', 'starts', 'jobs-match'],
    ['of another project', 'needs: [{ project: a/b, ref: x, job: test }]', 'starts', 'jobs-match'],
    ['of a pipeline alone', 'needs: { pipeline: $P }', 'starts', 'jobs-match'],
    ['of nothing', 'needs: []', 'starts', 'jobs-match'],
    ['of a job elsewhere', 'needs: [lint]', 'unknown', 'condition-unknown'],
    ['of one that may be there', 'needs: [maybe]', 'unknown', 'condition-unknown'],
    ['of one that waits for a failure', 'needs: [rescue]', 'starts', 'jobs-match'],
    ['of one that waits for a person', 'needs: [sign]', 'starts', 'jobs-match'],
    ['of a manual job', 'needs: [test], when: manual', 'does-not-start', 'need-missing'],
    ['of a job that may be there', 'needs: [test], rules: [{ if: $X }]', 'unknown', ''],
    ['of a job left out itself', 'needs: [test], only: [branches]', 'starts', 'jobs-match'],
    [
      'that a rule may replace',
      'needs: [test], rules: [{ if: $CI_COMMIT_TAG, needs: [build] }]',
      'unknown',
      'condition-unknown',
    ],
    ['of a job that is not there either way', 'needs: [maybe], rules: [{ if: $X }]', 'starts', ''],
  ])('%s: %s: %s', (_title, keys, outcome, why) => {
    const maybe = 'maybe: { rules: [{ if: $CUSTOM }] }'
    const waiting = 'rescue: { when: on_failure }\nsign: { when: manual }'
    const found = evaluate([branch, build, maybe, waiting, job(keys)].join('\n'))
    expect(found.outcome).toBe(outcome)
    if (why !== '') expect(found.why).toBe(why)
  })

  test('say which job lacks which', () => {
    expect(evaluate(`${branch}\n${job('needs: [test]')}`).details).toEqual({
      job: 'deploy',
      needed: 'test',
    })
  })
})

test.each([
  ['everything', '', 'starts'],
  ['nothing', 'inherit: { variables: false }, ', 'unknown'],
  ['what it names', 'inherit: { variables: [D] }, ', 'starts'],
  ['not what it does not name', 'inherit: { variables: [E] }, ', 'unknown'],
  ['nothing, with its own', "inherit: { variables: false }, variables: { D: 'yes' }, ", 'starts'],
  ['of `default` alone what it likes', 'inherit: { default: false }, ', 'starts'],
])('a job inherits of the variables %s', (_title, own, outcome) => {
  const rules = `rules: [{ if: '$D == "yes"' }]`
  expect(evaluate(`${YES}\n${job(own + rules)}`).outcome).toBe(outcome)
  const byWorkflow = `workflow: { rules: [{ ${YES} }] }\n${job(own + rules)}`
  expect(evaluate(byWorkflow).outcome).toBe(outcome)
})

describe('extends', () => {
  test('takes rules from hidden jobs, and the job itself wins', () => {
    const text = [
      '.tags: { only: [tags], variables: { A: x } }',
      '.base: { extends: .tags, when: manual }',
      'deploy: { extends: [.base], script: x, when: on_success }',
      'other: { extends: .base, script: x }',
    ].join('\n')
    expect(evaluate(text)).toMatchObject({
      outcome: 'starts',
      jobs: ['deploy'],
      details: { manualJobs: ['other'] },
    })
  })

  test('of a job that is not in the file is unknown', () => {
    expect(evaluate('deploy: { extends: .elsewhere }')).toMatchObject({
      outcome: 'unknown',
      details: { unknownJobs: ['deploy'] },
    })
  })

  test('in a circle, or of many parents many times, ends', () => {
    const circle = 'a: { extends: b }\nb: { extends: a }'
    expect(evaluate(circle).outcome).toBe('unknown')
    const wide = Array.from({ length: 10 }, (_, i) => {
      return `.l${i}: { extends: [${Array(200)
        .fill(`.l${i + 1}`)
        .join(', ')}] }`
    }).join('\n')
    expect(evaluate(`${wide}\n.l10: { only: [tags] }\njob: { extends: .l0 }`).jobs).toEqual(['job'])
  })
})

test('of more than four tags in one push some may start nothing', () => {
  expect(evaluate(job('only: [tags]'), TAG, 4).outcome).toBe('starts')
  expect(evaluate(job('only: [tags]'), TAG, 5)).toMatchObject({
    outcome: 'unknown',
    why: 'pipelines-limited',
    details: { limit: 4 },
  })
})
