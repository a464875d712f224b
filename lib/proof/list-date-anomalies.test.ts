import { describe, expect, test } from 'vitest'
import { type DatedTag, listDateAnomalies } from './list-date-anomalies'

const COMMIT = 1_700_000_000
const DAY = 86_400

describe('findAnomalies', () => {
  test.each<[string, Partial<DatedTag>, readonly string[]]>([
    ['fits', {}, []],
    ['a day before its commit', { at: COMMIT - DAY }, []],
    ['more than a day before its commit', { at: COMMIT - DAY - 1 }, ['backdated']],
    ['old, on a missing commit', { at: 1, committedAt: null }, []],
    ['five minutes after it was seen', { at: COMMIT + DAY + 300 }, []],
    ['later than that', { at: COMMIT + DAY + 301 }, ['future']],
    ['the same second as the counter before', { previous: COMMIT + 60 }, []],
    ['before the counter before', { previous: COMMIT + 61 }, ['out-of-order']],
    [
      'all at once',
      { at: 1, firstSeen: -400, previous: 2 },
      ['backdated', 'future', 'out-of-order'],
    ],
  ])('%s', (_, rest, found) => {
    const tag = { at: COMMIT + 60, committedAt: COMMIT, firstSeen: COMMIT + DAY, previous: null }
    expect(listDateAnomalies({ ...tag, ...rest })).toEqual(found)
  })
})
