import { describe, expect, test } from 'vitest'
import { compareStanding } from './compare-standing'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)

function versions(count: number, from = 0): Map<string, string> {
  const names = Array.from({ length: count }, (_, index) => `m@v1.0.${from + index}`)
  return new Map(names.map((name) => [name, A]))
}

function shrinkOf(before: Map<string, string>, after: Map<string, string>) {
  const { shrink } = compareStanding(before, after)
  return shrink === null ? null : [shrink.gone, shrink.of]
}

describe('compareStanding', () => {
  test.each([
    ['all 19 gone', 19, 0, null],
    ['4 of 20 gone, a fifth', 20, 16, null],
    ['5 of 20 gone', 20, 15, [5, 20]],
    ['20 of 20 gone', 20, 0, [20, 20]],
    ['20 of 100 gone, a fifth', 100, 80, null],
    ['21 of 100 gone', 100, 79, [21, 100]],
  ])('%s', (_, before, after, shrink) => {
    expect(shrinkOf(versions(before), versions(after))).toEqual(shrink)
  })

  test('new tags do not make up for those that are gone', () => {
    const after = new Map([...versions(15), ...versions(50, 100)])
    expect(shrinkOf(versions(20), after)).toEqual([5, 20])
  })

  test('tags of other kinds do not matter', () => {
    const others = Array.from({ length: 100 }, (_, index) => [`v${index}`, A] as const)
    expect(shrinkOf(new Map([...versions(30), ...others]), versions(30))).toBe(null)
  })

  test('moved tags are displaced and not gone', () => {
    const before = versions(20)
    const after = new Map([...before.keys()].map((name) => [name, B]))
    const found = compareStanding(before, after)
    expect([found.displaced.length, found.shrink]).toEqual([20, null])
  })

  test('the same names have the same hash, in any order', () => {
    const gone = (names: Map<string, string>) => compareStanding(names, new Map()).shrink?.hash
    const reversed = new Map([...versions(20)].reverse())
    expect(gone(versions(20))).toBe(gone(reversed))
    expect(gone(versions(20))).not.toBe(gone(versions(21)))
  })
})
