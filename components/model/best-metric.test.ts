import { expect, test } from 'vitest'
import { bestMetric } from './best-metric'

test('the best metric is the largest or the smallest value', () => {
  expect(bestMetric('up', [0.8, 0.93, 0.9])).toBe(0.93)
  expect(bestMetric('down', [0.8, 0.93, 0.9])).toBe(0.8)
  expect(bestMetric('down', [Number.NaN, 0.93, 0.9, Number.POSITIVE_INFINITY])).toBe(0.9)
})

test('equal or unknown values have no best metric', () => {
  expect(bestMetric(null, [1, 2])).toBeNull()
  expect(bestMetric('up', [0.8])).toBeNull()
  expect(bestMetric('up', [0.8, Number.NaN])).toBeNull()
  expect(bestMetric('up', [0.8, 0.8])).toBeNull()
})
