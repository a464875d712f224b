import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StageCheck } from './rule'
import { formatStageCheck, parseStageCheck } from './stage-check'

const metric = (name: string, operator: string, value: number) =>
  ({ kind: 'metric', metric: name, operator, value }) as StageCheck

test.each([
  ['metrics.auc >= 0.9', metric('auc', '>=', 0.9)],
  ['metrics.auc>0.9', metric('auc', '>', 0.9)],
  ['metrics.eval.loss < 1e-3', metric('eval.loss', '<', 0.001)],
  ['metrics.loss <= -2', metric('loss', '<=', -2)],
  ['metrics.classes == 10', metric('classes', '==', 10)],
  ['metrics.eval/metrics.json:top 5 >= 1', metric('eval/metrics.json:top 5', '>=', 1)],
  ['card', { kind: 'card' }],
  ['lock-fresh', { kind: 'lock-fresh' }],
  ['signed-registration', { kind: 'signed-registration' }],
])('%s is a check', (text, expected) => {
  expect(parseStageCheck(text)).toEqual(expected)
})

test.each([
  '',
  'Card',
  'signed',
  'card ',
  'auc >= 0.9',
  'params.lr >= 0.9',
  'metrics. >= 1',
  'metrics.auc',
  'metrics.auc >= ',
  'metrics.auc >= high',
  'metrics.auc >= NaN',
  'metrics.auc >= Infinity',
  'metrics.auc >= 1e999',
  'metrics.auc >= 0x10',
  'metrics.auc >= .9',
  'metrics.auc >= 0.9 or card',
  'metrics.auc = 0.9',
  'metrics.auc != 0.9',
  'metrics.auc => 0.9',
  'metrics.auc >== 0.9',
  'metrics.auc > = 0.9',
  '0 < metrics.auc < 1',
  'metrics.auc > 0 < 1',
  'metrics.auc >= 0.9\n',
  ' metrics.auc >= 0.9',
])('%j is no check', (text) => {
  expect(parseStageCheck(text)).toBe(null)
})

test('what is formatted is read again', () => {
  const check = fc.record({
    kind: fc.constant('metric' as const),
    metric: fc.stringMatching(/^[a-z]([a-z./: -]{0,8}[a-z0-9])?$/),
    operator: fc.constantFrom('>=' as const, '>' as const, '<=' as const, '<' as const),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  })
  fc.assert(
    fc.property(check, (given) => {
      expect(parseStageCheck(formatStageCheck(given))).toEqual(given)
    }),
  )
})
