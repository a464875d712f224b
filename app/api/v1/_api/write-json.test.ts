import { expect, test } from 'vitest'
import { writeJson } from './write-json'

test('numbers of files are numbers, and what JSON does not have is in words', () => {
  const metrics = {
    acc: 0.9,
    loss: { number: 'nan' },
    best: { number: 'inf' },
    'nested.f1': { number: '-inf' },
    one: { number: '1.0' },
    small: { number: '1e-05' },
  }
  const params = { number: '1.0', lr: { number: '1e+16' }, name: 'nan', none: null, metrics: 1 }
  const change = { name: 'auc', before: { number: '1.0' }, after: null }
  const body = { versions: [{ metrics, params }], difference: { metrics: [change], params: [] } }
  expect(JSON.parse(writeJson(body))).toEqual({
    versions: [
      {
        metrics: {
          acc: 0.9,
          loss: 'NaN',
          best: 'Infinity',
          'nested.f1': '-Infinity',
          one: 1,
          small: 0.00001,
        },
        params: { number: '1.0', lr: 1e16, name: 'nan', none: null, metrics: 1 },
      },
    ],
    difference: { metrics: [{ name: 'auc', before: 1, after: null }], params: [] },
  })
})

test('the values of params are written at any depth', () => {
  const values = { lr: { number: '1.0' }, model: { dims: [1, { number: 'nan' }], number: 2 } }
  expect(writeJson({ values })).toBe('{"values":{"lr":1,"model":{"dims":[1,"NaN"],"number":2}}}')
})
