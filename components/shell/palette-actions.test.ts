import { expect, test } from 'vitest'
import { findOpenModel, paletteActions, parsePaletteText } from './palette-actions'

const churn = { repo: 'churn', name: 'churn' }
const nested = { repo: 'ml', name: 'risk/fraud:v2' }

test.each([
  ['promote churn', { kind: 'assign', words: 'churn' }],
  ['Promote  churn label:nlp', { kind: 'assign', words: 'churn label:nlp' }],
  ['deprecate x', { kind: 'deprecate', words: 'x' }],
  ['roll churn', { kind: 'roll-back', words: 'churn' }],
  ['promote', { kind: null, words: 'promote' }],
  ['promoted churn', { kind: null, words: 'promoted churn' }],
  [' churn ', { kind: null, words: 'churn' }],
  ['', { kind: null, words: '' }],
])('%j is read as %j', (text, expected) => {
  expect(parsePaletteText(text)).toEqual(expected)
})

test.each([
  ['/models/churn/churn', churn],
  ['/models/ml/risk%2Ffraud:v2/commands/assign', nested],
  ['/models', null],
  ['/activity', null],
])('%s is a page of %j', (path, model) => {
  expect(findOpenModel(path)).toEqual(model)
})

test('the palette offers a named action for each found model', () => {
  const items = paletteActions(parsePaletteText('promote c'), [churn, nested], null)
  expect(items.map(({ label, aside, does }) => [label, aside, does])).toEqual([
    ['Promote · churn', 'churn', { kind: 'go', href: '/models/churn/churn/commands/assign' }],
    [
      'Promote · risk/fraud:v2',
      'ml',
      { kind: 'go', href: '/models/ml/risk%2Ffraud:v2/commands/assign' },
    ],
  ])
})

test('the palette offers the matching actions of the open model', () => {
  const labels = (text: string) =>
    paletteActions(parsePaletteText(text), [], churn).map(({ label }) => label)
  expect(labels('')).toHaveLength(6)
  expect(labels('STAGE')).toEqual(['Roll back a stage · churn', 'Take out of a stage · churn'])
  expect(paletteActions(parsePaletteText('stage'), [churn], null)).toEqual([])
})
