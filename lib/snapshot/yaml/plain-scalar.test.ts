import { expect, test } from 'vitest'
import { parsePlainScalar, SpelledScalar } from './plain-scalar.mjs'
import { formatPythonFloat } from './python-number.mjs'

/** Text as ruamel.yaml reads it, and what Python's `str` prints. */
test.each([
  ['1_000', '1000'],
  ['0b1_01', '5'],
  ['-0b11', '-3'],
  ['0o17', '15'],
  ['007', '7'],
  ['0x1F', '31'],
  ['-0xff', '-255'],
  ['0xffffffffffffffffffff', '1208925819614629174706175'],
  ['+7', '7'],
  ['-0', '0'],
  ['-000', '0'],
  ['9007199254740993', '9007199254740993'],
  ['1.0', '1.0'],
  ['1.', '1.0'],
  ['1_0.5_0', '10.5'],
  ['1.e3', '1000.0'],
  ['1e3', '1000.0'],
  ['1e16', '1e+16'],
  ['1.0e16', '1e+16'],
  ['1.5e15', '1500000000000000.0'],
  ['123456789012345678.0', '1.2345678901234568e+17'],
  ['0.00001', '1e-05'],
  ['1e-5', '1e-05'],
  ['1.25e-7', '1.25e-07'],
  ['1e-4', '0.0001'],
  ['1e100', '1e+100'],
  ['5e-324', '5e-324'],
  ['.5', '0.5'],
  ['-.5', '-0.5'],
  ['.5e+3', '500.0'],
  ['-0.0', '-0.0'],
  ['0.90', '0.9'],
  ['1e400', 'inf'],
  ['.inf', 'inf'],
  ['+.INF', 'inf'],
  ['-.Inf', '-inf'],
  ['.NaN', 'nan'],
])('%s is %s', (written, number) => {
  const value = parsePlainScalar(written)
  const plain = written === number && String(Number(number)) === number
  expect(value).toEqual(plain ? Number(number) : new SpelledScalar(number, written))
})

test.each([0, 3, -3, 0.5, -0.25, 0.0001, 123456.789, 9007199254740991, 0.30000000000000004])(
  '%d stays a plain number',
  (value) => expect(parsePlainScalar(String(value))).toBe(value),
)

test.each([
  ['', null],
  ['~', null],
  ['NULL', null],
  ['True', true],
  ['FALSE', false],
])('%s is %s', (text, value) => expect(parsePlainScalar(text)).toBe(value))

test.each([
  ...['yes', 'no', 'on', 'tRUE', 'nULL', '2024-01-02', '12:30:45', '1.2.3', '0x', '0b2', '0o8'],
  ...['_1', '-_', '._', '.', '-', '+', '.5e3', 'e3', '1e', '-.nan', '.Nan', '0XFF', '1__e', '١'],
  '9'.repeat(4_301),
])('%s is text', (text) => expect(parsePlainScalar(text)).toBe(text))

test.each([
  [9999999999999998, '9999999999999998.0'],
  [1e15, '1000000000000000.0'],
  [0.00010001, '0.00010001'],
  [0.000099, '9.9e-05'],
  [1.7976931348623157e308, '1.7976931348623157e+308'],
  [0.1, '0.1'],
  [100, '100.0'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('%d is %s in Python', (value, text) => expect(formatPythonFloat(value)).toBe(text))
