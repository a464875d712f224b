import { expect, test } from 'vitest'
import { isList, isMapping, member, scalarText } from '@/lib/repo-data/data-value'
import { formatNumber, numericValue, SpelledNumber } from '@/lib/snapshot/types'

test('a spelled number is a scalar, and no mapping', () => {
  const value = new SpelledNumber('1e-05', '0.00001')
  expect([isMapping(value), isList(value)]).toEqual([false, false])
  expect(member(value, 'number')).toBe(undefined)
  expect(scalarText(value)).toBe('0.00001')
})

test.each<[number | SpelledNumber, string, number]>([
  [3, '3', 3],
  [0.5, '0.5', 0.5],
  [1e-7, '1e-07', 1e-7],
  [1e22, '1e+22', 1e22],
  [Number.NaN, 'nan', Number.NaN],
  [new SpelledNumber('1.0', '1.0'), '1.0', 1],
  [new SpelledNumber('nan', '.nan'), 'nan', Number.NaN],
  [new SpelledNumber('inf', 'Infinity'), 'inf', Number.POSITIVE_INFINITY],
  [new SpelledNumber('-inf', '-.inf'), '-inf', Number.NEGATIVE_INFINITY],
  [new SpelledNumber('12345678901234567890', ''), '12345678901234567890', 12345678901234567000],
])('%o is printed as %s', (value, text, number) => {
  expect(formatNumber(value)).toBe(text)
  expect(numericValue(value)).toBe(number)
})
