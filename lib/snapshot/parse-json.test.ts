import { expect, test } from 'vitest'
import { parseJson } from './parse-json'
import { type DataValue, type FileProblemCode, SpelledNumber } from './types'

const spelled = (number: string, written: string) => new SpelledNumber(number, written)

test.each<[string, string, DataValue]>([
  ['an object', '{"a": [1, -2.5, true, null, "x"]}', { a: [1, -2.5, true, null, 'x'] }],
  [
    'floats with their spelling',
    '[1.0, 0.90, 1e-05, 0.00001, 1e3, 0.0001, -0.0, -0, 1E+16]',
    [
      spelled('1.0', '1.0'),
      spelled('0.9', '0.90'),
      spelled('1e-05', '1e-05'),
      spelled('1e-05', '0.00001'),
      spelled('1000.0', '1e3'),
      0.0001,
      spelled('-0.0', '-0.0'),
      spelled('0', '-0'),
      spelled('1e+16', '1E+16'),
    ],
  ],
  ['a mapping like ours', '{"number": "1.0", "written": "1.0"}', { number: '1.0', written: '1.0' }],
  ['backslashes before u0000', '["\\\\u0000", 1.0]', ['\\u0000', spelled('1.0', '1.0')]],
  ['a BOM', '\ufeff{"a": 1}', { a: 1 }],
  [
    "Python's words",
    '{"a": NaN, "b": [Infinity, -Infinity]}',
    {
      a: spelled('nan', 'NaN'),
      b: [spelled('inf', 'Infinity'), spelled('-inf', '-Infinity')],
    },
  ],
  [
    'words in strings',
    '{"a": "NaN, 12345678901234567890", "b": NaN}',
    { a: 'NaN, 12345678901234567890', b: spelled('nan', 'NaN') },
  ],
  [
    'digits beyond a double',
    '[12345678901234567890, 9007199254740991]',
    [spelled('12345678901234567890', '12345678901234567890'), 9007199254740991],
  ],
  [
    'beyond the range of a double',
    '[1e400, -1E+400, 1e-400]',
    [spelled('inf', '1e400'), spelled('-inf', '-1E+400'), spelled('0.0', '1e-400')],
  ],
  ['more digits than Python reads', `[${'9'.repeat(4_301)}]`, ['9'.repeat(4_301)]],
  ['a long fraction', '[0.1234567890123456]', [0.1234567890123456]],
  ['escaped quotes', '{"a\\"[": "\\\\"}', { 'a"[': '\\' }],
  ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`, nested(63)],
  ['brackets in strings', JSON.stringify(['['.repeat(1_000)]), ['['.repeat(1_000)]],
  ['escapes', '"\\u00e9\\ud83d\\ude00"', 'é😀'],
])('reads %s', (_, text, value) => {
  expect(parseJson(text)).toEqual({ kind: 'data', value })
})

function nested(levels: number): DataValue {
  return levels === 0 ? [] : [nested(levels - 1)]
}

test('__proto__ is a key like others', () => {
  const result = parseJson('{"__proto__": {"polluted": true}}')
  expect(result.kind === 'data' && Object.keys(result.value ?? {})).toEqual(['__proto__'])
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
})

test.each<[string, string, FileProblemCode, number | null]>([
  ['nothing', '', 'json-syntax', null],
  ['a comma too many', '{\n"a": 1,\n}', 'json-syntax', 3],
  ['single quotes', "{'a': 1}", 'json-syntax', 1],
  ['an end too early', '{"a": 1', 'json-syntax', null],
  ['two values', '{}\n{}', 'json-syntax', 2],
  ['a string that never ends', '["a', 'json-syntax', null],
  ['escapes that never end', `"${'\\"'.repeat(100_000)}`, 'json-syntax', null],
  ['quotes that never match', `["${'\\"'.repeat(100_000)}NaN`, 'json-syntax', null],
  ['a number that is none', '[01, 1234567890123456]', 'json-syntax', 1],
  ['65 levels', `\n${'['.repeat(65)}${']'.repeat(65)}`, 'json-too-deep', 2],
  ['100,000 levels', '['.repeat(100_000), 'json-too-deep', 1],
  ['objects in objects', '{"a":'.repeat(1_000), 'json-too-deep', 1],
  ['an escape for NUL', '{"a": ["\\u0000"]}', 'file-control-characters', null],
  ['a mapping as ours in JSON', '{"\\u0000": ["1.0", "x"]}', 'file-control-characters', null],
  ['NUL in a key', '{"\\u0000": 1}', 'file-control-characters', null],
  ['half a character', '"\\ud83d"', 'file-control-characters', null],
])('refuses %s', (_, text, code, line) => {
  const result = parseJson(text)
  expect(result).toMatchObject({ kind: 'problem', code })
  // Where JSON.parse names no position there is no line; which errors have one differs between Node versions.
  if (result.kind === 'problem' && result.line !== null && line !== null)
    expect(result.line).toBe(line)
})
