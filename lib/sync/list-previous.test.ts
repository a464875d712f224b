import { expect, test } from 'vitest'
import { buildTag, START } from '@/lib/testing/registry-artifact'
import { listPrevious } from './list-previous'

function previousOf(...tags: readonly (readonly [name: string, minutes: number])[]) {
  const found = listPrevious(tags.map(([name, minutes]) => buildTag(name, { minutes })))
  return Object.fromEntries([...found].map(([name, at]) => [name, (at - START) / 60]))
}

test('the previous tag is found by the counter over all kinds of tags', () => {
  const tags = [
    ['m#prod#10', 5],
    ['m@v1.0.0#2', 3],
    ['m#dev#1', 4],
  ] as const
  expect(previousOf(...tags)).toEqual({ 'm@v1.0.0#2': 4, 'm#prod#10': 3 })
})

test('tags without a counter are left out', () => {
  expect(previousOf(['m@v1.0.0', 1], ['m#prod#1', 0], ['m@v1.1.0', 2])).toEqual({})
})

test('tags with one counter are equal', () => {
  const tags = [
    ['m#dev#1', 0],
    ['m#dev#2', 5],
    ['m#prod#2', 3],
    ['m#dev#3', 9],
  ] as const
  expect(previousOf(...tags)).toEqual({ 'm#dev#2': 0, 'm#prod#2': 0, 'm#dev#3': 5 })
})
