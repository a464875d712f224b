import { expect, test } from 'vitest'
import type { ScalarView } from '@/lib/views/view'
import { buildShownNumber } from './build-shown-number'
import { scalarNumber } from './scalar-number'

test.each<[ScalarView, string, string]>([
  [1, '1', '1'],
  [1_000, '1,000', '1000'],
  [14_445_097_000, '14445097000', '14445097000'],
  [0.5, '0.5', '0.5'],
  [0.123456, '0.1235', '0.123456'],
  [2.345678, '2.3457', '2.345678'],
  [{ number: '1.0' }, '1.0', '1.0'],
  [{ number: '1e-05' }, '1e-05', '1e-05'],
  [{ number: '1.23456789e-05' }, '0.00001235', '1.23456789e-05'],
  [{ number: 'nan' }, 'nan', 'nan'],
  [{ number: '-inf' }, '-inf', '-inf'],
  [{ number: '12345678901234567890' }, '12345678901234567890', '12345678901234567890'],
])('%o is shown as %s', (value, shown, full) => {
  expect(buildShownNumber(value)).toEqual({ shown, full })
})

test('only numbers have a number', () => {
  expect(['1', true, null].map(scalarNumber)).toEqual([null, null, null])
  expect(['nan', 'inf', '-inf', '1e-05'].map((number) => scalarNumber({ number }))).toEqual([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0.00001,
  ])
})
