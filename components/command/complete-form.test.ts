import { expect, test } from 'vitest'
import type { ModelChoice } from './command-answer'
import { type CommandForm, commandForm, commandHref } from './command-form'
import { completeForm, missingChoice, stageChoices, versionChoices } from './complete-form'

const churn = { repo: 'ml', name: 'churn' }
const STAGES = ['dev', 'staging', 'production']

function holder(version: string) {
  const signature = { status: 'unsigned', verdict: 'unsigned', policy: 'warn' } as const
  return {
    version,
    commit: '0'.repeat(40),
    assignedAt: '',
    tag: `churn#${version}`,
    behind: 0,
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
const complete = (form: CommandForm) => completeForm(form, choices)

test('the form of a promotion starts with the latest version and the stage after its own', () => {
  const form = complete(commandForm('assign', churn))
  expect(form.models).toEqual([{ ...churn, version: 'v2.0.0' }])
  expect(form.stage).toBe('staging')
  expect(missingChoice(form)).toBeNull()
})

test('a version in the last stage leaves the stage empty', () => {
  const form = complete(commandForm('assign', churn, { version: 'v1.0.0' }))
  expect(form.stage).toBe('')
  expect(missingChoice(form)).toBe('stage')
})

test('the form keeps values that are chosen already', () => {
  const form = commandForm('assign', churn, { version: 'v1.0.0', stage: 'dev' })
  expect(complete(form)).toEqual(form)
})

test('a requested stage of another repository is offered', () => {
  const form = commandForm('assign', churn, { stage: 'canary' })
  expect(stageChoices(form, choices)).toEqual([...STAGES, 'canary'])
})

test('a model without versions leaves the version empty', () => {
  const bare = { ...choice, versions: [], latest: null, stages: {} }
  const form = completeForm(commandForm('assign', churn), { models: [bare], stages: STAGES })
  expect(form.stage).toBe('dev')
  expect(missingChoice(form)).toBe('version')
})

test('the form for several models leaves the stage empty', () => {
  const form = {
    ...commandForm('assign', churn),
    models: [0, 1].map(() => ({ ...churn, version: '' })),
  }
  expect(complete(form).stage).toBe('')
})

test('the form that empties a stage starts with its holder, not with another version', () => {
  const form = complete(commandForm('unassign', churn, { version: 'v2.0.0', stage: 'production' }))
  expect(form.models[0]?.version).toBe('v1.0.0')
  expect(stageChoices(form, choices)).toEqual(['dev', 'production'])
  expect(versionChoices(form, choice).map(({ version }) => version)).toEqual(['v1.0.0'])
})

test('the form of a rollback starts with the only stage that is held', () => {
  const one = { ...choice, stages: { dev: choice.stages.dev ?? [] } }
  const form = completeForm(commandForm('roll-back', churn), { models: [one], stages: STAGES })
  expect(form.stage).toBe('dev')
  expect(complete(commandForm('roll-back', churn)).stage).toBe('')
})

test('only registered versions that were not deregistered are offered', () => {
  const offered = versionChoices(commandForm('deregister', churn), choice)
  expect(offered.map(({ version }) => version)).toEqual(['v2.0.0', 'v1.0.0'])
})

test('a registration needs a commit, and a custom version needs a name', () => {
  const form = commandForm('register', churn)
  expect(missingChoice(form)).toBe('commit')
  expect(missingChoice({ ...form, commit: 'a' })).toBeNull()
  expect(missingChoice({ ...form, commit: 'a', step: 'named' })).toBe('name')
})

test.each([
  [commandForm('deprecate', churn), '/models/ml/churn/commands/deprecate'],
  [
    commandForm('assign', { repo: 'ml', name: 'dir/a:churn' }, { version: 'v1.0.0', stage: 'dev' }),
    '/models/ml/dir%2Fa:churn/commands/assign?version=v1.0.0&stage=dev',
  ],
  [
    { ...commandForm('register', churn), step: 'minor' as const, reason: 'a & b' },
    '/models/ml/churn/commands/register?step=minor&reason=a+%26+b',
  ],
  [
    {
      ...commandForm('assign', churn, { stage: 'dev' }),
      models: [
        { ...churn, version: '' },
        { repo: 'ml', name: 'd:x', version: 'v1.0.0' },
      ],
    },
    '/promote?model=ml:churn&version=&model=ml:d:x&version=v1.0.0&stage=dev',
  ],
])('%o has its own page', (form, href) => {
  expect(commandHref(form)).toBe(href)
})
