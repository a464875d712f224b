import { expect, test } from 'vitest'
import { SpelledNumber } from '@/lib/snapshot/types'
import { flattenValues, isMetric, isSameScalar, mergeValues, type Scalar } from './values'

const spelled = (number: string) => new SpelledNumber(number, number)

test('numbers keep their spelling, alone and in lists', () => {
  const data = {
    lr: spelled('1e-05'),
    nested: { loss: spelled('nan'), n: 3, wd: new SpelledNumber('0.001', '1e-3') },
    layers: [spelled('1.0'), { 'a"': spelled('inf') }, null, 'x', 0.5],
  }
  expect(Object.fromEntries(flattenValues(data, 'metrics.json'))).toEqual({
    lr: { number: '1e-05' },
    'nested.loss': { number: 'nan' },
    'nested.n': 3,
    'nested.wd': 0.001,
    layers: '[1.0,{"a\\"":inf},null,"x",0.5]',
  })
})

test('files that agree on a spelled number share its name', () => {
  const file = (path: string, number: string) => ({ path, values: new Map([['a', { number }]]) })
  expect(mergeValues([file('x.json', '1.0'), file('y.json', '1.0')], '').values).toEqual({
    a: { number: '1.0' },
  })
  expect(mergeValues([file('x.json', '1.0'), file('y.json', 'nan')], '').values).toEqual({
    'x.json:a': { number: '1.0' },
    'y.json:a': { number: 'nan' },
  })
})

test.each<[Scalar, Scalar, boolean]>([
  [{ number: 'nan' }, { number: 'nan' }, true],
  [{ number: '1.0' }, 1, true],
  [{ number: '1.0' }, { number: '1.5' }, false],
  [{ number: 'inf' }, { number: '-inf' }, false],
  [{ number: '12345678901234567890' }, { number: '12345678901234567891' }, false],
  [1, '1', false],
  [null, { number: '0.0' }, false],
  [true, 'true', false],
])('%o and %o are the same: %s', (a, b, same) => {
  expect(isSameScalar(a, b)).toBe(same)
  expect(isSameScalar(b, a)).toBe(same)
})

test('numbers are metrics, text and booleans are not', () => {
  const values: readonly Scalar[] = [1, { number: 'nan' }, '1', true, null]
  expect(values.map(isMetric)).toEqual([true, true, false, false, false])
})
