import { expect, test } from 'vitest'
import { storableJson } from './storable-json'

test.each([
  ['plain', { a: 'b', n: [1, null, true] }, '{"a":"b","n":[1,null,true]}'],
  ['NUL', ['a\0b'], '["a\u{fffd}b"]'],
  ['NUL in a key', { 'a\0': 1 }, '{"a\u{fffd}":1}'],
  ['half of a pair', { a: ['\ud83d!', '\udc00'] }, '{"a":["\u{fffd}!","\u{fffd}"]}'],
  ['a whole pair', '😀', '"😀"'],
  ['text that looks like an escape', '\\u0000', '"\\\\u0000"'],
  ['a key named __proto__', JSON.parse('{"__proto__":"\\u0000"}'), '{"__proto__":"\u{fffd}"}'],
])('%s', (_, value, json) => {
  expect(storableJson(value)).toBe(json)
})
