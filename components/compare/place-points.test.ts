import { expect, test } from 'vitest'
import { placePoints } from './place-points'

const SIZE = { width: 300, height: 100 }

test('values stand between the lowest and the highest, and what is no number is left out', () => {
  expect(placePoints([0.5, null, Number.NaN, 1], SIZE)).toEqual({
    ...{ low: 0.5, high: 1 },
    points: [
      { at: 0, x: 0, y: 100 },
      { at: 3, x: 300, y: 0 },
    ],
  })
})

test('equal values stand in the middle, and the largest numbers inside', () => {
  const heights = (values: readonly number[]) => placePoints(values, SIZE)?.points.map(({ y }) => y)
  expect(heights([2, 2])).toEqual([50, 50])
  expect(heights([-Number.MAX_VALUE, 0, Number.MAX_VALUE])).toEqual([100, 50, 0])
})

test('one value has no chart', () => {
  expect(placePoints([1, null, Number.POSITIVE_INFINITY], SIZE)).toBe(null)
})
