import { expect, test } from 'vitest'
import { parseQuery } from './parse-query'
import { listUnknownOfPast } from './past-filters'

test.each([
  ['churn is:behind label:nlp has:card', []],
  ['is:behind,waiting', ['is:waiting']],
  ['-is:moved OR (has:problems signer:ana) is:moved', ['is:moved', 'has:problems', 'signer:']],
])('of %j is not known of the past: %j', (text, expected) => {
  expect(listUnknownOfPast(parseQuery(text).query)).toEqual(expected)
})
