import { expect, test } from 'vitest'
import { findPlace } from './place'

test.each([
  ['/models/churn/churn', { kind: 'model', model: { repo: 'churn', name: 'churn' } }],
  [
    '/models/ml/risk%2Ffraud:v2/commands/assign',
    { kind: 'model', model: { repo: 'ml', name: 'risk/fraud:v2' } },
  ],
  ['/repos/vision', { kind: 'repo', slug: 'vision' }],
  ['/models', { kind: 'other' }],
  ['/repos', { kind: 'other' }],
  ['/', { kind: 'other' }],
  ['/models/%E0%A4%A/x', { kind: 'other' }],
])('%s is a page of %j', (path, place) => {
  expect(findPlace(path)).toEqual(place)
})
