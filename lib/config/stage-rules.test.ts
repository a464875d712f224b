import { expect, test } from 'vitest'
import { configErrorOf, useConfigFolder } from '@/lib/testing/config-file'
import { readConfig } from './read-config'

const { configure } = useConfigFolder()

const rules = (text: string, order = '') => `stages:\n${order}  rules:\n    production: ${text}`
const ORDER = '  order: [dev, production]\n'
const NAMES = 'who, from, branches, approvals, reason, checks'

test('an empty rule requires nothing', () => {
  expect(readConfig(configure(rules('{}'))).stageRules).toEqual({
    production: {
      who: null,
      from: null,
      branches: null,
      approvals: 0,
      reason: 'optional',
      checks: [],
    },
  })
})

const bad: readonly (readonly [name: string, text: string, message: string])[] = [
  [
    'a rule of another form',
    rules('ana@example.com'),
    `stages.rules.production: found "ana@example.com"; allowed: a mapping with the keys ${NAMES}`,
  ],
  [
    'an unknown key of a rule',
    rules('{ approval: 1 }'),
    `stages.rules.production.approval: found an unknown key, did you mean "approvals"?; allowed: ${NAMES}`,
  ],
  [
    'half an approval',
    rules('{ approvals: 0.5 }'),
    'stages.rules.production.approvals: found "0.5"; allowed: a whole number from 0 to 20',
  ],
  [
    'a reason in other words',
    rules('{ reason: yes }'),
    'stages.rules.production.reason: found "yes"; allowed: required or optional',
  ],
  [
    'a check that does not exist',
    rules('{ checks: [tests-green] }'),
    'stages.rules.production.checks[0]: found "tests-green"; allowed: metrics.NAME >= NUMBER (or >, <, <=, ==), ' +
      'card, lock-fresh or signed-registration',
  ],
  [
    'a rule for a stage that is not listed',
    rules('{}', '  order: [dev, prod]\n'),
    'stages.rules.production: found "production"; allowed: dev, prod',
  ],
  [
    'a way from a stage that is not listed',
    rules('{ from: staging }', ORDER),
    'stages.rules.production.from: found "staging"; allowed: dev, production',
  ],
]

test.each(bad)('signet.yaml with %s stops the start', (_name, text, message) => {
  const found = configErrorOf(() => readConfig(configure(text)))
  expect(found.replace(/^signet\.yaml:[34]: /, '')).toBe(message)
})
