import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid, START } from '@/lib/testing/registry-artifact'
import { listPeriods } from './list-periods'

/** Its 60 stages pass from one version to the other in turn. A look at what each moment holds by itself takes longer than a
 *  statement may. */
const busy = buildArtifact('busy', [
  buildTag('busy@v1.0.0', { alias: 'a' }),
  buildTag('busy@v2.0.0', { alias: 'b' }),
  ...Array.from({ length: 12_000 }, (_, at) => {
    const alias = at % 120 < 60 ? 'a' : 'b'
    return buildTag(`busy#s${at % 60}#${at + 1}`, { alias, minutes: at + 1 })
  }),
])

const churn = buildArtifact('churn', [
  buildTag('churn#dev#1', { alias: 'a', minutes: 1 }),
  buildTag('churn@v1.0.0', { alias: 'a', minutes: 2 }),
  buildTag('churn@v1.1.0', { alias: 'b', minutes: 3 }),
  buildTag('churn#prod#2', { alias: 'a', minutes: 4 }),
  buildTag('churn#prod#3', { alias: 'b', minutes: 6 }),
  buildTag('churn#prod#4', { alias: 'a', minutes: 8 }),
  buildTag('churn#dev!#5', { alias: 'a', minutes: 9 }),
])

/** A period as the minutes in which it begins and ends. */
const minutesOf = (at: string) => (Date.parse(at) / 1000 - START) / 60

describe.each(databaseForms)('periods in stages, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    await writeIndex(db, buildIndexWrite({ artifacts: [churn, busy] }))
  })

  afterAll(() => seeded.remove())

  const list = async (
    version: string,
    alias: string,
    more: { at?: number; repos?: string[] } = {},
  ) => {
    const { at, repos } = more
    const key = { repo: 'ml', name: 'churn', version, commit: fakeOid(alias) }
    const viewer = { repos: repos ?? ('all' as const) }
    const periods = await listPeriods(db, viewer, { ...key, at })
    return periods.map(({ stage, since, until }) =>
      [stage, minutesOf(since), until === null ? 'now' : minutesOf(until)].join(' '),
    )
  }

  test('begin with the commit, go over other events, and begin again after another version', async () => {
    expect(await list('v1.0.0', 'a')).toEqual(['prod 8 now', 'prod 4 6', 'dev 1 9'])
    expect(await list('v1.1.0', 'b')).toEqual(['prod 6 8'])
  })

  test('are those that are known at an instant', async () => {
    const at = START + 7 * 60
    expect(await list('v1.0.0', 'a', { at })).toEqual(['prod 4 6', 'dev 1 now'])
    expect(await list('v1.1.0', 'b', { at })).toEqual(['prod 6 now'])
  })

  test('are found in very many moments of many stages', async () => {
    const key = { repo: 'ml', name: 'busy', version: 'v2.0.0', commit: fakeOid('b') }
    const periods = await listPeriods(db, { repos: 'all' }, key)
    expect(periods.length).toBe(100)
    expect(periods.slice(0, 60).every(({ until }) => until === null)).toBe(true)
    expect(
      [periods[0], periods[60]].map((one) => one && [one.stage, minutesOf(one.since)]),
    ).toEqual([
      ['s59', 12_000],
      ['s59', 11_880],
    ])
    expect(minutesOf(periods[60]?.until ?? '')).toBe(11_940)
  })

  test('are hidden with their repository', async () => {
    expect(await list('v1.0.0', 'a', { repos: ['other'] })).toEqual([])
  })
})
