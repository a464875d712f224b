import { expect, test } from 'vitest'
import { SpelledNumber } from '@/lib/snapshot/types'
import { listDisagreements } from './list-disagreements'

function result(metric: string, value: string, dataset: string | null = null) {
  return { task: null, dataset, metric, value }
}

const METRICS = {
  auc: 0.9254,
  'eval.f1_score': 0.9,
  'test/acc': 1,
  loss: new SpelledNumber('1e-05', '0.00001'),
}

test.each([
  ['AUC', '0.9254'],
  ['AUC', '0.925'],
  ['AUC', '0.93'],
  ['auc', '92.5'],
  ['auc', '92.54%'],
  ['F1 score', '0.90'],
  ['loss', '1e-05'],
  ['loss', '0.00001'],
  ['auc', 'about 0.8'],
  ['precision', '0.1'],
  ['auc', ''],
])('a card that says %s %s does not disagree', (metric, value) => {
  expect(listDisagreements([result(metric, value)], METRICS)).toEqual([])
})

test.each([
  ['AUC', '0.926', 'auc'],
  ['auc', '0.92', 'auc'],
  ['auc', '0.9%', 'auc'],
  ['f1-score', '0.91', 'eval.f1_score'],
  ['acc', '0.99', 'test/acc'],
  ['loss', '2e-05', 'loss'],
])('a card that says %s %s disagrees', (metric, value, name) => {
  const found = listDisagreements([result('other', '1'), result(metric, value)], METRICS)
  expect(found).toEqual([{ result: 1, name, value: METRICS[name as keyof typeof METRICS] }])
})

test('one of several results of a metric that agrees is enough', () => {
  const results = [result('auc', '0.8', 'old'), result('auc', '0.925', 'new')]
  expect(listDisagreements(results, METRICS)).toEqual([])
  const none = [result('auc', '0.8', 'old'), result('auc', '0.7', 'new')]
  expect(listDisagreements(none, METRICS).map((one) => one.result)).toEqual([0, 1])
})

test('a name that two metrics have is that of neither', () => {
  const metrics = { 'train.f1': 0.9, 'test.f1': 0.8 }
  expect(listDisagreements([result('f1', '0.1')], metrics)).toEqual([])
  expect(listDisagreements([result('test f1', '0.1')], metrics)).toHaveLength(1)
})
