import { expect, test } from 'vitest'
import { searchKey } from './search-key'

test('the order and the encoding of parameters make no difference', () => {
  const key = searchKey('?sort=-updated&q=label:nlp+is:behind')
  expect(searchKey('q=label%3Anlp%20is%3Abehind&sort=-updated')).toBe(key)
  expect(searchKey('?q=label:nlp&sort=-updated')).not.toBe(key)
  expect(searchKey('')).toBe('')
  expect(searchKey('?')).toBe('')
})
