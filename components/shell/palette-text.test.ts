import { expect, test } from 'vitest'
import { type PaletteText, parsePaletteText, VERB_WORDS } from './palette-text'

const stages = ['dev', 'staging', 'production']
const may = Object.keys(VERB_WORDS)
const none = { verb: null, words: '', version: '', stage: '' }

test.each<[string, Partial<PaletteText>]>([
  ['promote churn', { verb: 'assign', words: 'churn' }],
  ['Promote  churn label:nlp', { verb: 'assign', words: 'churn label:nlp' }],
  ['promote churn production', { verb: 'assign', words: 'churn', stage: 'production' }],
  ['promote churn to PRODUCTION', { verb: 'assign', words: 'churn', stage: 'production' }],
  ['deploy churn prod', { verb: 'assign', words: 'churn', stage: 'production' }],
  [
    'promote churn v1.2.0 to staging',
    { verb: 'assign', words: 'churn', version: 'v1.2.0', stage: 'staging' },
  ],
  ['promote production', { verb: 'assign', stage: 'production' }],
  ['promote production churn', { verb: 'assign', words: 'churn', stage: 'production' }],
  ['promote prod', { verb: 'assign', words: 'prod' }],
  ['promote churn p', { verb: 'assign', words: 'churn p' }],
  ['promote', { verb: 'assign' }],
  ['promoted churn', { words: 'promoted churn' }],
  ['promote-all', { words: 'promote-all' }],
  ['roll back churn production', { verb: 'roll-back', words: 'churn', stage: 'production' }],
  ['rollback churn', { verb: 'roll-back', words: 'churn' }],
  ['roll churn', { verb: 'roll-back', words: 'churn' }],
  ['roll back churn v1.0.0', { verb: 'roll-back', words: 'churn v1.0.0' }],
  ['take churn out of staging', { verb: 'unassign', words: 'churn', stage: 'staging' }],
  ['new version churn', { verb: 'register', words: 'churn' }],
  ['register churn production', { verb: 'register', words: 'churn production' }],
  ['deregister churn v2.0.0-rc.1', { verb: 'deregister', words: 'churn', version: 'v2.0.0-rc.1' }],
  ['deprecate x', { verb: 'deprecate', words: 'x' }],
  ['sync vision', { verb: 'sync', words: 'vision' }],
  ['sync production', { verb: 'sync', words: 'production' }],
  ['sync', { verb: 'sync' }],
  [' churn ', { words: 'churn' }],
  ['new', { words: 'new' }],
  ['', {}],
])('%j is read as %j', (text, expected) => {
  expect(parsePaletteText(text, { stages, may })).toEqual({ ...none, ...expected })
})

test('an action that the person may not do is a search', () => {
  expect(parsePaletteText('promote churn', { stages, may: ['sync'] })).toEqual({
    ...none,
    words: 'promote churn',
  })
})

test('a beginning that several stages share names none', () => {
  const text = parsePaletteText('promote churn st', { stages: ['staging', 'stable'], may })
  expect(text).toEqual({ ...none, verb: 'assign', words: 'churn st' })
})
