import { expect, test } from 'vitest'
import { metricDirection } from './metric-direction'

test.each([
  ['auc', 'up'],
  ['eval/roc_auc', 'up'],
  ['fps', 'up'],
  ['avg_prec', null],
  ['train.loss', 'down'],
  ['test.RMSE', 'down'],
  ['dev.cer', 'down'],
  ['rows', null],
  ['accuracy_loss', null],
])('%s is better %s', (name, direction) => {
  expect(metricDirection(name, {})).toBe(direction)
})

test('what is configured for the whole name comes first', () => {
  const configured = { rows: 'up', auc: 'down' } as const
  expect(metricDirection('rows', configured)).toBe('up')
  expect(metricDirection('auc', configured)).toBe('down')
  expect(metricDirection('test.rows', configured)).toBe(null)
  expect(metricDirection('constructor', configured)).toBe(null)
})
