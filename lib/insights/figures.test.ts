import { expect, test } from 'vitest'
import { isProduction } from '@/lib/search/production'
import type { InsightList } from '@/lib/views/insights'
import { countFigures, type Source } from './figures'
import { countGroups } from './group-figures'
import { listEntries } from './list-entries'
import type { PackedHistory } from './pack-history'
import { parsePeriod } from './period'
import { buildRepoHistory } from './repo-history'

const HOUR = 3_600
const DAY = 24 * HOUR
/** Monday. */
const MARCH = Date.parse('2026-03-02T00:00:00Z') / 1000
const period = parsePeriod('2026-03-02', '2026-03-12') ?? expect.fail()

/** v1 goes to production, v2 follows after three days, is bad, and is rolled back after five hours. */
const churn: PackedHistory = {
  stages: ['dev', 'production'],
  names: `v1.0.0 v2.0.0 ${'a'.repeat(40)}`,
  versions: [
    [MARCH - 10 * DAY, MARCH - 9 * DAY],
    [MARCH, MARCH + 2 * HOUR],
    [null, null],
  ],
  promotions: [
    [1, 0, MARCH - 8 * DAY, 1, 0],
    [0, 1, MARCH + DAY, 1, 1],
    [1, 1, MARCH + 3 * DAY, 1, 0],
    [1, 0, MARCH + 3 * DAY + 5 * HOUR, 0, 1],
    [0, 2, MARCH + 8 * DAY, 1, 0],
  ],
  holdings: [
    [1, 0, MARCH - 8 * DAY, MARCH + 3 * DAY, null],
    [1, 1, MARCH + 3 * DAY, MARCH + 3 * DAY + 5 * HOUR, 0],
    [1, 0, MARCH + 3 * DAY + 5 * HOUR, null, null],
    [0, 1, MARCH + DAY, MARCH + 8 * DAY, null],
    [0, 2, MARCH + 8 * DAY, null, null],
  ],
}

/** Registered before its commit was made, as clocks may have it; nothing is known of its past. */
const fraud: PackedHistory = {
  stages: ['production'],
  names: 'v1.0.0',
  versions: [[MARCH + DAY, MARCH + HOUR]],
  promotions: [[0, 0, MARCH + 7 * DAY, 1, 0]],
  holdings: null,
}

const sources: readonly Source[] = [
  { history: buildRepoHistory([churn, fraud]), models: Uint8Array.of(1, 1) },
  { history: buildRepoHistory([churn]), models: Uint8Array.of(0) },
]
const sorted = (stages: readonly string[]) => [...stages].sort()

test('what is counted over a period', () => {
  expect(countFigures(sources, period, sorted)).toEqual({
    stages: [
      {
        stage: 'dev',
        promotions: 2,
        unsigned: 1,
        commitToStage: { count: 1, median: DAY, p90: DAY },
        versionToStage: { count: 1, median: 22 * HOUR, p90: 22 * HOUR },
        ended: { count: 1, median: 7 * DAY, p90: 7 * DAY },
        held: { count: 1, median: 3 * DAY, p90: 3 * DAY },
        rollbacks: null,
      },
      {
        stage: 'production',
        promotions: 3,
        unsigned: 1,
        commitToStage: { count: 2, median: 3 * DAY, p90: 6 * DAY },
        versionToStage: { count: 2, median: 70 * HOUR, p90: 7 * DAY - HOUR },
        ended: { count: 2, median: 5 * HOUR, p90: 11 * DAY },
        held: { count: 1, median: 8 * DAY - 5 * HOUR, p90: 8 * DAY - 5 * HOUR },
        rollbacks: { count: 1, median: 5 * HOUR, p90: 5 * HOUR },
      },
    ],
    registrations: 2,
    commitToVersion: { count: 1, median: 2 * HOUR, p90: 2 * HOUR },
    weeks: [
      { week: '2026-03-02', promotions: [1, 2] },
      { week: '2026-03-09', promotions: [1, 1] },
    ],
    cut: 1,
  })
})

test('a period before everything has nothing', () => {
  const before = parsePeriod('2020-01-01', '2020-01-01') ?? expect.fail()
  expect(countFigures(sources, before, sorted)).toEqual({
    ...{ stages: [], registrations: 0, commitToVersion: null, cut: 1 },
    weeks: [{ week: '2020-01-01', promotions: [] }],
  })
})

const LISTS: Readonly<Record<InsightList, readonly string[]>> = {
  promotions: [
    'churn aaaaaaa dev',
    'fraud v1.0.0 production',
    'churn v1.0.0 production',
    'churn v2.0.0 production',
    'churn v2.0.0 dev',
  ],
  unsigned: ['churn v1.0.0 production', 'churn v2.0.0 dev'],
  'commit-to-stage': [
    'fraud v1.0.0 production 144',
    'churn v2.0.0 production 72',
    'churn v2.0.0 dev 24',
  ],
  'version-to-stage': [
    'fraud v1.0.0 production 167',
    'churn v2.0.0 production 70',
    'churn v2.0.0 dev 22',
  ],
  registrations: ['churn v2.0.0 null', 'fraud v1.0.0 null'],
  'commit-to-version': ['churn v2.0.0 null 2'],
  ended: ['churn v1.0.0 production 264', 'churn v2.0.0 dev 168', 'churn v2.0.0 production 5'],
  held: ['churn v1.0.0 production 187', 'churn aaaaaaa dev 72'],
  rollbacks: ['churn v2.0.0 production 5 to v1.0.0'],
}

test.each(Object.entries(LISTS))('the list %s', (kind, expected) => {
  const asked = { kind: kind as InsightList, period, isStage: null, from: 0, most: 10 }
  const { entries, total } = listEntries(sources, asked)
  const texts = entries.map(({ model, version, stage, seconds, to }) => {
    const hours = seconds === null ? '' : ` ${seconds / HOUR}`
    return `${['churn', 'fraud'][model]} ${version.slice(0, 7)} ${stage}${hours}${to === null ? '' : ` to ${to}`}`
  })
  expect(texts).toEqual(expected)
  expect(total).toBe(expected.length)
  const ofStage = listEntries(sources, {
    ...asked,
    isStage: (one) => one === 'dev',
    from: 1,
    most: 1,
  })
  const inDev = expected.filter((text) => text.includes(' dev'))
  expect(ofStage.total).toBe(inDev.length)
  expect(ofStage.entries).toHaveLength(Math.min(1, Math.max(0, inDev.length - 1)))
})

test('the figures of groups: a model may be in several', () => {
  const groups = { starts: Uint32Array.of(0, 2, 3), items: Uint32Array.of(0, 1, 1) }
  const [source] = sources
  const grouped = [{ ...(source ?? expect.fail()), groups }]
  expect(countGroups(grouped, period, { count: 3, isProduction })).toEqual([
    {
      ...{ models: 1, promotions: 4, toProduction: 2, rollbacks: 1 },
      leadTime: { count: 1, median: 3 * DAY, p90: 3 * DAY },
    },
    {
      ...{ models: 2, promotions: 5, toProduction: 3, rollbacks: 1 },
      leadTime: { count: 2, median: 3 * DAY, p90: 6 * DAY },
    },
    { models: 0, promotions: 0, toProduction: 0, leadTime: null, rollbacks: 0 },
  ])
})
