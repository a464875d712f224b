import { expect, test } from 'vitest'
import { type Asked, askOne } from './asked'
import type { ModelChoice } from './command-answer'
import { commandHref } from './command-href'
import { completeAsked, missingChoice, stageChoices, versionChoices } from './complete-asked'

const churn = { repo: 'ml', name: 'churn' }
const STAGES = ['dev', 'staging', 'production']

function holder(version: string) {
  const signature = { status: 'unsigned', verdict: 'unsigned', policy: 'warn' } as const
  return {
    ...{ version, commit: '0'.repeat(40), assignedAt: '', tag: `churn#${version}`, behind: 0 },
    signature: { ...signature, format: null, signer: null, key: null },
  }
}

const choice: ModelChoice = {
  ...churn,
  latest: 'v2.0.0',
  versions: [
    { version: 'v2.0.0', registered: true, active: true, stages: ['dev'] },
    { version: 'v1.1.0', registered: true, active: false, stages: [] },
    { version: 'v1.0.0', registered: true, active: true, stages: ['production'] },
    { version: 'a'.repeat(40), registered: false, active: true, stages: [] },
  ],
  stages: { dev: [holder('v2.0.0')], production: [holder('v1.0.0')] },
}
const choices = { models: [choice], stages: STAGES }
const complete = (asked: Asked) => completeAsked(asked, choices)

test('promoting starts with the latest version and the stage after the one that it holds', () => {
  const asked = complete(askOne('assign', churn))
  expect(asked.models).toEqual([{ ...churn, version: 'v2.0.0' }])
  expect(asked.stage).toBe('staging')
  expect(missingChoice(asked)).toBeNull()
})

test('a version that is in the last stage leaves the stage open', () => {
  const asked = complete(askOne('assign', churn, { version: 'v1.0.0' }))
  expect(asked.stage).toBe('')
  expect(missingChoice(asked)).toBe('stage')
})

test('what is chosen already stays', () => {
  const asked = askOne('assign', churn, { version: 'v1.0.0', stage: 'dev' })
  expect(complete(asked)).toEqual(asked)
})

test('a stage of another repository is offered where it is asked for', () => {
  const asked = askOne('assign', churn, { stage: 'canary' })
  expect(stageChoices(asked, choices)).toEqual([...STAGES, 'canary'])
})

test('a model without versions leaves the version open', () => {
  const bare = { ...choice, versions: [], latest: null, stages: {} }
  const asked = completeAsked(askOne('assign', churn), { models: [bare], stages: STAGES })
  expect(asked.stage).toBe('dev')
  expect(missingChoice(asked)).toBe('version')
})

test('several models are promoted to a stage that somebody chooses', () => {
  const asked = {
    ...askOne('assign', churn),
    models: [0, 1].map(() => ({ ...churn, version: '' })),
  }
  expect(complete(asked).stage).toBe('')
})

test('taking out of a stage starts with its holder, whatever version stood there before', () => {
  const asked = complete(askOne('unassign', churn, { version: 'v2.0.0', stage: 'production' }))
  expect(asked.models[0]?.version).toBe('v1.0.0')
  expect(stageChoices(asked, choices)).toEqual(['dev', 'production'])
  expect(versionChoices(asked, choice).map(({ version }) => version)).toEqual(['v1.0.0'])
})

test('the only stage that is held is the one that is rolled back', () => {
  const one = { ...choice, stages: { dev: choice.stages.dev ?? [] } }
  const asked = completeAsked(askOne('roll-back', churn), { models: [one], stages: STAGES })
  expect(asked.stage).toBe('dev')
  expect(complete(askOne('roll-back', churn)).stage).toBe('')
})

test('versions that are registered and were not taken back are offered', () => {
  const offered = versionChoices(askOne('deregister', churn), choice)
  expect(offered.map(({ version }) => version)).toEqual(['v2.0.0', 'v1.0.0'])
})

test('registering needs a commit, and a name where one is given', () => {
  const asked = askOne('register', churn)
  expect(missingChoice(asked)).toBe('commit')
  expect(missingChoice({ ...asked, commit: 'a' })).toBeNull()
  expect(missingChoice({ ...asked, commit: 'a', step: 'named' })).toBe('name')
})

test.each([
  [askOne('deprecate', churn), '/models/ml/churn/commands/deprecate'],
  [
    askOne('assign', { repo: 'ml', name: 'dir/a:churn' }, { version: 'v1.0.0', stage: 'dev' }),
    '/models/ml/dir%2Fa:churn/commands/assign?version=v1.0.0&stage=dev',
  ],
  [
    { ...askOne('register', churn), step: 'minor' as const, reason: 'a & b' },
    '/models/ml/churn/commands/register?step=minor&reason=a+%26+b',
  ],
  [
    {
      ...askOne('assign', churn, { stage: 'dev' }),
      models: [
        { ...churn, version: '' },
        { repo: 'ml', name: 'd:x', version: 'v1.0.0' },
      ],
    },
    '/promote?model=ml:churn&version=&model=ml:d:x&version=v1.0.0&stage=dev',
  ],
])('%o has its own page', (asked, href) => {
  expect(commandHref(asked)).toBe(href)
})
