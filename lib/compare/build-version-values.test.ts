import { expect, test } from 'vitest'
import { buildVersionValues } from './build-version-values'

test('versions stand side by side, with the best value of each metric', () => {
  const build = (version: string, metrics: object, params = {}) => ({
    ...{ version, stages: [], metrics: { ...metrics }, params },
  })
  const versions = [
    build('v1', { auc: 0.9, loss: 2, odd: 1 }, { lr: 0.1 }),
    build('v2', { auc: { number: 'nan' }, loss: 2 }, { lr: 'auto', deep: null }),
    build('v3', { auc: 0.9, rmse: 3 }),
    build('v4', { auc: 0.8, loss: 2, rmse: { number: 'inf' }, odd: 2 }),
  ]
  const { metrics, params } = buildVersionValues(versions, {})
  expect(metrics.map(({ name, direction, best }) => [name, direction, best])).toEqual([
    ['auc', 'up', [0, 2]],
    ['loss', 'down', []],
    ['odd', null, []],
    ['rmse', 'down', [2]],
  ])
  expect(params.map(({ name, values }) => [name, values])).toEqual([
    ['deep', [undefined, null, undefined, undefined]],
    ['lr', [0.1, 'auto', undefined, undefined]],
  ])
})
