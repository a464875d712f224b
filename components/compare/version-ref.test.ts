import { expect, test } from 'vitest'
import {
  compareHref,
  compareManyHref,
  formatVersionRef,
  parseModelRef,
  parseVersionRef,
} from './version-ref'

test.each([
  ['churn/churn@v1.0.0', { repo: 'churn', name: 'churn', version: 'v1.0.0' }],
  ['vision/a/b:c@production', { repo: 'vision', name: 'a/b:c', version: 'production' }],
  ['churn/churn@v1.0.0-a@b', { repo: 'churn', name: 'churn', version: 'v1.0.0-a@b' }],
])('%s is a version of a model', (text, ref) => {
  expect(parseVersionRef(text)).toEqual(ref)
  expect(formatVersionRef(ref)).toBe(text)
})

test.each(['', 'churn', 'churn@v1.0.0', 'churn/@v1', '/churn@v1', 'churn/churn@', 'churn/churn'])(
  '"%s" is none',
  (text) => {
    expect(parseVersionRef(text)).toBe(null)
  },
)

test('the address of a comparison stays readable', () => {
  const from = { repo: 'churn', name: 'a/b:c', version: 'v1.0.0' }
  expect(compareHref(from, { ...from, version: 'v1.0.0+b&c' })).toBe(
    '/compare?from=churn/a/b:c@v1.0.0&to=churn/a/b:c@v1.0.0%2Bb%26c',
  )
})

test('a model has a comparison of its newest versions, or of those that are named', () => {
  const model = { repo: 'churn', name: 'a/b:c' }
  expect(compareManyHref(model)).toBe('/compare?model=churn/a/b:c')
  expect(compareManyHref(model, { versions: ['v1.0.0', 'latest'], metric: 'auc' })).toBe(
    '/compare?model=churn/a/b:c&versions=v1.0.0,latest&metric=auc',
  )
  expect(parseModelRef('churn/a/b:c')).toEqual(model)
  expect([parseModelRef('churn'), parseModelRef('churn/a@v1'), parseModelRef('')]).toEqual([
    ...[null, null, null],
  ])
})
