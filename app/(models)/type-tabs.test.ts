import { expect, test } from 'vitest'
import { parseModelSearch } from './model-search'
import { listTabs } from './type-tabs'

test('a tab names its type, with hidden characters by name', () => {
  const kinds = ['model', 'dataset', 'gas', 'exe\u202e'].map((value) => ({ value, count: 2 }))
  expect(listTabs(kinds, parseModelSearch({})).map(({ label, count }) => [label, count])).toEqual([
    ['Models', 2],
    ['Datasets', 2],
    ['Gas', 2],
    ['Exe[U+202E]s', 2],
    ['All', 8],
  ])
})
