import { expect, test } from 'vitest'
import { compareMetrics, compareValues } from './compare-values'

test('values are compared by name, the same ones too', () => {
  const from = { depth: 6, seed: 1, kind: 'tree', none: null }
  const to = { depth: '6', seed: 1, none: null, constructor: true }
  expect(compareValues(from, to)).toEqual([
    { name: 'constructor', change: 'added', from: null, to: true },
    { name: 'depth', change: 'changed', from: 6, to: '6' },
    { name: 'kind', change: 'removed', from: 'tree', to: null },
    { name: 'none', change: 'same', from: null, to: null },
    { name: 'seed', change: 'same', from: 1, to: 1 },
  ])
})

test.each([
  ['auc', 0.9, 0.92, 'up', 'better'],
  ['auc', 0.92, 0.9, 'up', 'worse'],
  ['loss', 0.9, { number: '1e-05' }, 'down', 'better'],
  ['loss', 0.9, { number: 'inf' }, 'down', 'worse'],
  ['loss', 0.9, { number: 'nan' }, 'down', null],
  ['auc', 0.9, 0.9, 'up', null],
  ['rows', 1, 2, null, null],
  ['kept', 1, 2, 'down', 'worse'],
] as const)('%s from %s to %s is %s, so %s', (name, from, to, direction, verdict) => {
  const [found] = compareMetrics({ [name]: from }, { [name]: to }, { kept: 'down' })
  expect(found).toMatchObject({ direction, verdict })
})

test('a metric that one of them lacks gets no verdict', () => {
  expect(compareMetrics({}, { auc: 1 }, {})).toEqual([
    { name: 'auc', change: 'added', from: null, to: 1, direction: 'up', verdict: null },
  ])
})
