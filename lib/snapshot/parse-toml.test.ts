import { expect, test } from 'vitest'
import { parseToml } from './parse-toml'
import { type FileProblemCode, SpelledNumber } from './types'

const spelled = (number: string) => new SpelledNumber(number, number)

test('reads numbers as Python prints them, and dates as text', () => {
  const text = `\ufeff[train]
lr = 0.01
one = 1.0
small = 1e-5
many = [inf, -inf, nan, 0x1F, 1_000]
big = 9007199254740993
"a.b".c = 'x'
__proto__ = true
day = 1979-05-27
at = 1979-05-27T07:32:00Z
time = 07:32:00.5
`
  expect(parseToml(text)).toEqual({
    kind: 'data',
    value: {
      train: {
        lr: 0.01,
        one: spelled('1.0'),
        small: spelled('1e-05'),
        many: [spelled('inf'), spelled('-inf'), spelled('nan'), 31, 1000],
        big: spelled('9007199254740993'),
        'a.b': { c: 'x' },
        ['__proto__']: true,
        day: '1979-05-27',
        at: '1979-05-27T07:32:00Z',
        time: '07:32:00.500',
      },
    },
  })
})

test.each<[string, string, FileProblemCode, number | null]>([
  ['no TOML', 'a = 1\nb', 'toml-syntax', 2],
  ['the same key twice', 'a = 1\na = 2', 'toml-syntax', 2],
  ['deep brackets', `a = ${'['.repeat(100)}`, 'toml-too-deep', 1],
  ['deep dotted keys', `${'a.'.repeat(100_000)}a = 1`, 'toml-too-deep', null],
  ['a long integer', `a = ${'1'.repeat(1_000_000)}`, 'toml-syntax', null],
  ['an escape for NUL', 'a = "\\u0000"', 'file-control-characters', null],
])('refuses %s', (_, text, code, line) => {
  expect(parseToml(text)).toMatchObject({ kind: 'problem', code, line })
})
