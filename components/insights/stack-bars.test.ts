import { expect, test } from 'vitest'
import { roundUp, stackBars } from './stack-bars'

test('parts of a column stand one on the other, and an empty part has no bar', () => {
  const { bars, top } = stackBars([[1, 0, 2], [0], [4]], { width: 300, height: 100 })
  expect(top).toBe(4)
  expect(bars).toEqual([
    { column: 0, part: 0, x: 3, y: 75, width: 94, height: 25 },
    { column: 0, part: 2, x: 3, y: 25, width: 94, height: 50 },
    { column: 2, part: 0, x: 203, y: 0, width: 94, height: 100 },
  ])
})

test('columns without anything have a scale', () => {
  expect(stackBars([[0], [0]], { width: 10, height: 10 })).toEqual({ bars: [], top: 2 })
})

test.each([
  [1, 2],
  [2, 2],
  [3, 4],
  [9, 10],
  [10, 10],
  [13, 16],
  [41, 60],
  [81, 100],
  [1_001, 1_200],
])('%d fits below %d', (value, top) => {
  expect(roundUp(value)).toBe(top)
})
