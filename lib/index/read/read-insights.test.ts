import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { parsePeriod } from '@/lib/insights/period'
import { parseQuery } from '@/lib/search/parse-query'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import type { InsightGroup, InsightList } from '@/lib/views/insights'
import { writeIndex } from '../write/write-index'
import { listInsightEntries } from './list-insight-entries'
import { readInsights } from './read-insights'
import type { Viewer } from './viewer'

const HOUR = 3_600
const all: Viewer = { repos: 'all' }

/** Minutes count from 2023-06-01T00:00:00Z, a Thursday; all commits are an hour older. */
const churn = buildArtifact(
  'churn',
  [
    buildTag('churn@v1.0.0', { alias: 'a', minutes: 0 }),
    buildTag('churn#production#1', { alias: 'a', minutes: 60, signature: 'ssh' }),
    buildTag('churn@v2.0.0', { alias: 'b', minutes: 120 }),
    buildTag('churn#production#2', { alias: 'b', minutes: 180 }),
    buildTag('churn#production#3', { alias: 'a', minutes: 240 }),
    buildTag('churn#dev#4', { alias: 'b', minutes: 6_000 }),
  ],
  { facts: { b: { labels: ['nlp', 'eu'], owners: ['Cy'] } } },
)
const fraud = buildArtifact(
  'fraud',
  [
    buildTag('fraud@v1.0.0', { alias: 'a', minutes: 0 }),
    buildTag('fraud#production#1', { alias: 'a', minutes: 600 }),
  ],
  { facts: { a: { labels: ['nlp'], owners: ['Bo'] } } },
)
const idle = buildArtifact('idle', [buildTag('idle@v1.0.0', { minutes: 0 })])
const data = buildArtifact('data', [buildTag('data@v1.0.0', { minutes: 0 })], {
  facts: { a: { type: 'dataset' } },
})

const period = parsePeriod('2023-06-01', '2023-06-07') ?? expect.fail()

function buildRequest(q: string, by: InsightGroup = 'repo', now = '2023-06-30T00:00:00Z') {
  const { query } = parseQuery(q)
  return { query, kind: 'model', period, by, now: new Date(now), me: [] }
}

function listOf(db: Database, of: InsightList, viewer = all) {
  const request = { ...buildRequest(''), of, isStage: null, page: 1, pageSize: 10 }
  return listInsightEntries(db, viewer, request)
}

describe.each(databaseForms)('insights, %s', (form) => {
  let opened: TestDatabase
  let db: Database
  beforeAll(async () => {
    opened = await openTestDatabase(form)
    db = opened.database
    await writeIndex(db, buildIndexWrite({ slug: 'ml', artifacts: [churn, data, idle] }))
    await writeIndex(db, buildIndexWrite({ slug: 'risk', artifacts: [fraud] }))
  })
  afterAll(() => opened.remove())

  test('count what happened in a period', async () => {
    const insights = await readInsights(db, all, buildRequest(''))
    expect(insights).toMatchObject({
      ...{ since: '2023-06-01', until: '2023-06-07', models: 3, withoutPast: 0 },
      now: { stale: 0, unpromoted: 1, unsigned: 2 },
      ...{ registrations: 4, commitToVersion: { count: 4, median: HOUR, p90: 3 * HOUR } },
      weeks: [
        { week: '2023-06-01', promotions: [0, 4] },
        { week: '2023-06-05', promotions: [1, 0] },
      ],
      ...{ moreStages: 0, moreGroups: 0 },
    })
    expect(insights.stages.map(({ stage }) => stage)).toEqual(['dev', 'production'])
    expect(insights.stages[1]).toMatchObject({
      ...{ promotions: 4, unsigned: 3 },
      versionToStage: { count: 3, median: HOUR, p90: 10 * HOUR },
      ended: { count: 2, median: HOUR, p90: 2 * HOUR },
      rollbacks: { count: 1, median: HOUR, p90: HOUR },
      held: { count: 2 },
    })
  })

  test('are grouped by repository, owner and label', async () => {
    const read = async (by: InsightGroup) =>
      (await readInsights(db, all, buildRequest('', by))).groups.map((one) => ({
        ...{ value: one.value, models: one.models, promotions: one.promotions },
        ...{ live: one.toProduction, back: one.rollbacks, idle: one.unpromoted },
      }))
    expect(await read('repo')).toEqual([
      { value: 'ml', models: 2, promotions: 4, live: 3, back: 1, idle: 1 },
      { value: 'risk', models: 1, promotions: 1, live: 1, back: 0, idle: 0 },
    ])
    expect(await read('label')).toEqual([
      { value: 'nlp', models: 2, promotions: 5, live: 4, back: 1, idle: 0 },
      { value: 'eu', models: 1, promotions: 4, live: 3, back: 1, idle: 0 },
    ])
    expect((await read('owner')).map(({ value, promotions }) => [value, promotions])).toEqual([
      // The tagger of a first registration is an owner too.
      ['Ana', 5],
      ['Cy', 4],
      ['Bo', 1],
    ])
  })

  test('are about what a search finds, and what a viewer may see', async () => {
    const sum = async (q: string, viewer = all) => {
      const { models, stages } = await readInsights(db, viewer, buildRequest(q))
      return [models, stages.reduce((count, { promotions }) => count + promotions, 0)]
    }
    expect(await sum('label:nlp')).toEqual([2, 5])
    expect(await sum('-owner:cy')).toEqual([2, 1])
    expect(await sum('nothing')).toEqual([0, 0])
    const some = { repos: ['risk'] }
    expect(await sum('', some)).toEqual([1, 1])
    expect((await listOf(db, 'promotions', some)).items.map(({ name }) => name)).toEqual(['fraud'])
  })

  test('do not know what is dated after now', async () => {
    const then = await readInsights(db, all, buildRequest('', 'repo', '2023-06-01T01:00:00Z'))
    expect(then.registrations).toBe(3)
    expect(then.weeks).toEqual([{ week: '2023-06-01', promotions: [1] }])
  })

  test('lead to the lists behind them', async () => {
    const { items, total } = await listOf(db, 'rollbacks')
    expect(total).toBe(1)
    expect(items).toEqual([
      {
        ...{ repo: 'ml', name: 'churn', version: 'v2.0.0', stage: 'production' },
        ...{ at: '2023-06-01T04:00:00+00:00', seconds: HOUR, to: 'v1.0.0' },
      },
    ])
    expect((await listOf(db, 'commit-to-stage')).items[0]).toMatchObject({
      ...{ name: 'churn', stage: 'dev', seconds: 101 * HOUR, to: null },
    })
    expect((await listOf(db, 'registrations')).total).toBe(4)
  })

  test('see what a sync has written, and forget what it has removed', async () => {
    const more = buildArtifact('fraud', [
      ...fraud.events.map(({ tag }) => tag),
      buildTag('fraud#dev#2', { alias: 'a', minutes: 700 }),
    ])
    await writeIndex(db, buildIndexWrite({ slug: 'risk', artifacts: [more] }))
    expect((await listOf(db, 'promotions', { repos: ['risk'] })).total).toBe(2)
    const removal = { slug: 'risk', artifacts: [], removedArtifacts: ['fraud'] }
    await writeIndex(db, buildIndexWrite(removal))
    expect((await listOf(db, 'promotions', { repos: ['risk'] })).total).toBe(0)
  })
})
