import { describe, expect, it } from 'vitest'
import { bestMetric, metricDirection } from './metric-direction'

describe('metricDirection', () => {
  it.each([
    ['auc', 'higher'],
    ['eval/roc_auc', 'higher'],
    ['avg_prec', null],
    ['train.loss', 'lower'],
    ['test.RMSE', 'lower'],
    ['rows', null],
    ['accuracy_loss', null],
  ])('%s: %s', (name, direction) => {
    expect(metricDirection(name)).toBe(direction)
  })
})

describe('bestMetric', () => {
  it('the best metric is the largest or the smallest value', () => {
    expect(bestMetric('auc', [0.8, 0.93, 0.9])).toBe(0.93)
    expect(bestMetric('loss', [0.8, 0.93, 0.9])).toBe(0.8)
    expect(bestMetric('loss', [Number.NaN, 0.93, 0.9, Number.POSITIVE_INFINITY])).toBe(0.9)
  })

  it('equal or unknown values have no best metric', () => {
    expect(bestMetric('rows', [1, 2])).toBeNull()
    expect(bestMetric('auc', [0.8])).toBeNull()
    expect(bestMetric('auc', [0.8, Number.NaN])).toBeNull()
    expect(bestMetric('auc', [0.8, 0.8])).toBeNull()
  })
})
