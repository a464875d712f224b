import { expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { openPeople } from '@/lib/registry/people'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { buildArtifact, buildTag, fakeOid, START } from '@/lib/testing/registry-artifact'
import { completeSearch } from './complete-search'
import { explainNothing } from './explain-nothing'
import { findModel } from './find-model'
import { findNearEventsOfAll } from './find-near-events'
import { listBoard } from './list-board'
import { listEvents } from './list-events'
import { readMeasures } from './list-measures'
import { listModels } from './list-models'
import { readStages } from './list-stages'
import type { Viewer } from './viewer'

const all: Viewer = { repos: 'all' }
const DAY = 1_440

const facts = {
  a: { labels: ['nlp'], owners: ['Ana'], metrics: { auc: 0.7 }, params: { opt: 'adam' } },
  b: { labels: ['vision'], owners: ['Bo'], metrics: { auc: 0.9 } },
}

const churn = buildArtifact(
  'churn',
  [
    buildTag('churn@v1.0.0', { alias: 'a', minutes: 10 }),
    buildTag('churn#prod#1', { alias: 'a', minutes: 20 }),
    buildTag('churn@v2.0.0', { alias: 'b', minutes: 30 }),
    buildTag('churn#prod#2', { alias: 'b', minutes: 200 * DAY }),
    buildTag('churn@deprecated', { alias: 'b', minutes: 201 * DAY }),
  ],
  { facts },
)
const fraud = buildArtifact('fraud', [buildTag('fraud@v0.1.0', { alias: 'c', minutes: 25 })])

const at = (minutes: number) => START + minutes * 60

async function seed(db: Database): Promise<void> {
  await writeIndex(db, buildIndexWrite({ artifacts: [churn] }))
  await writeIndex(db, buildIndexWrite({ slug: 'other', artifacts: [fraud] }))
}

async function find(db: Database, q: string, minutes: number, viewer = all) {
  const request = { ...buildModelsRequest({ q, me: ['Ana'] }), at: at(minutes) }
  return (await listModels(db, viewer, request)).items.map(({ name }) => name)
}

const readModels = (db: Database, minutes: number) =>
  listModels(db, all, { ...buildModelsRequest({ me: ['Ana'] }), at: at(minutes) })

test.each(databaseForms)('models are listed as they were, with facets, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await seed(db)
    expect(await readModels(db, 9)).toMatchObject({ total: 0, items: [], facets: { labels: [] } })
    const page = await readModels(db, 21)
    expect(page).toMatchObject({
      total: 1,
      items: [
        {
          ...{ name: 'churn', labels: ['nlp'], versionCount: 1, deprecated: false, problems: 0 },
          latest: { version: 'v1.0.0' },
          stages: { prod: [{ version: 'v1.0.0', behind: 0 }] },
        },
      ],
      facets: {
        labels: [{ value: 'nlp', count: 1 }],
        owners: [{ value: 'Ana', count: 1, aliases: [] }],
        stages: [{ value: 'prod', count: 1 }],
        states: [
          { value: 'unsigned', count: 1 },
          { value: 'mine', count: 1 },
        ],
      },
    })
    expect((await readModels(db, 30)).facets.labels).toEqual([{ value: 'vision', count: 1 }])
  })
})

test.each(databaseForms)('searches find what was so then, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await seed(db)
    expect(await find(db, 'label:nlp', 29)).toEqual(['churn'])
    expect(await find(db, 'label:nlp', 30)).toEqual([])
    expect(await find(db, 'is:unpromoted', 19)).toEqual(['churn'])
    expect(await find(db, 'is:unpromoted', 25)).toEqual(['fraud'])
    // 90 days after the assignment, by the clock of the instant.
    expect(await find(db, 'is:stale', 20 + 90 * DAY)).toEqual([])
    expect(await find(db, 'is:stale', 21 + 90 * DAY)).toEqual(['churn'])
    expect(await find(db, 'is:deprecated', 202 * DAY)).toEqual(['churn'])
    expect(await find(db, 'metric.auc:>0.8', 29)).toEqual([])
    expect(await find(db, 'metric.auc:>0.8', 31)).toEqual(['churn'])
    expect(await find(db, 'metric.auc@prod:0.7 -param.opt@prod:sgd', 31)).toEqual(['churn'])
    expect(await find(db, 'param.opt:adam', 12)).toEqual(['churn'])
    expect(await find(db, '', 40, { repos: ['other'] })).toEqual(['fraud'])
    const sorted = buildModelsRequest({ sort: '-behind:prod' })
    const { items } = await listModels(db, all, { ...sorted, at: at(31) })
    expect(items.map(({ name }) => name)).toEqual(['churn', 'fraud'])
  })
})

test.each(databaseForms)('an older tag that comes later changes the past, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await seed(db)
    expect(await find(db, '', 24)).toEqual(['churn'])
    const older = buildTag('fraud@v0.0.1', { alias: 'd', minutes: 5 })
    const changed = buildArtifact('fraud', [...fraud.events.map(({ tag }) => tag), older])
    await writeIndex(db, buildIndexWrite({ slug: 'other', artifacts: [changed] }))
    expect(await find(db, '', 24)).toEqual(['churn', 'fraud'])
    expect(await find(db, 'version:v0.0.1', 24)).toEqual(['fraud'])
  })
})

test.each(databaseForms)('all around the list is of the instant, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await seed(db)
    const now = new Date()
    const text = 'label:'
    const completed = await completeSearch(db, all, { text, caret: 6, now, me: [], at: at(21) })
    expect(completed.items.map((item) => item.text)).toEqual(['nlp '])
    const { query } = buildModelsRequest({ q: 'label:vision churn' })
    expect(await explainNothing(db, all, { query, now, me: [], at: at(21) })).toMatchObject([
      { alone: 0, without: 1 },
      { alone: 1, without: 0 },
    ])
    const stages = async (minutes: number) => [...(await readStages(db, all, at(minutes))).frequent]
    expect([await stages(19), await stages(21)]).toEqual([[], ['prod']])
    const columns = ['metric.auc', 'metric.auc@prod', 'param.opt@prod']
    const models = [{ repo: 'ml', name: 'churn' }]
    expect([...(await readMeasures(db, models, { columns, at: at(31) })).values()]).toEqual([
      { 'metric.auc': '0.9', 'metric.auc@prod': '0.7', 'param.opt@prod': 'adam' },
    ])
    const board = async (label: string | null) => {
      const filter = { label, owner: null, repo: null }
      const asked = { filter, page: 1, pageSize: 10, waiting: [], at: at(21) }
      return (await listBoard(db, all, asked)).items.map(({ name }) => name)
    }
    expect([await board(null), await board('nlp'), await board('vision')]).toEqual([
      ...[['churn'], ['churn'], []],
    ])
    const { items } = await listEvents(db, all, { at: at(25), limit: 10 })
    expect(items.map(({ tag }) => tag)).toEqual(['fraud@v0.1.0', 'churn#prod#1', 'churn@v1.0.0'])
    expect(await findNearEventsOfAll(db, all, at(27))).toEqual({ previous: at(20), next: at(30) })
    expect(await findNearEventsOfAll(db, { repos: ['ml'] }, at(20))).toEqual({
      ...{ previous: at(10), next: at(30) },
    })
    expect(await findNearEventsOfAll(db, { repos: [] }, at(20))).toEqual({
      ...{ previous: null, next: null },
    })
  })
})

test.each(databaseForms)('owners are joined to people, as those of now are, %s', async (form) => {
  await withDatabase(form, async (db) => {
    const joinOwners = openPeople({
      configured: [{ name: 'Ana Reis', emails: ['ana@example.com'], names: ['Ana'] }],
      ...{ mailmap: [], taggers: [] },
    })
    await writeIndex(db, buildIndexWrite({ artifacts: [churn], joinOwners }))
    const ana = {
      ...{ name: 'Ana Reis', source: 'annotation', email: 'ana@example.com' },
      aliases: ['Ana', 'ana@example.com'],
    }
    const page = await readModels(db, 21)
    expect(page.items[0]?.owners).toEqual([ana])
    expect(page.facets.owners).toEqual([{ value: 'Ana Reis', count: 1, aliases: ana.aliases }])
    for (const q of ['owner:"Ana Reis"', 'owner:ana@example.com', 'owner:Ana'])
      expect(await find(db, q, 21)).toEqual(['churn'])
    // Of Bo nothing is known but the name.
    const bo = { name: 'Bo', source: 'annotation', email: null, aliases: [] }
    expect((await readModels(db, 30)).items[0]?.owners).toEqual([bo])
    const model = await findModel(db, all, { repo: 'ml', name: 'churn', at: at(21) })
    expect(model?.owners).toEqual([ana])
  })
})

test.each(databaseForms)(
  'an event names the version that it was known to be of, %s',
  async (form) => {
    await withDatabase(form, async (db) => {
      const late = buildArtifact('late', [
        buildTag('late#prod#1', { alias: 'c', minutes: 10 }),
        buildTag('late@v1.0.0', { alias: 'c', minutes: 20 }),
        buildTag('late@v1.0.0!', { alias: 'c', minutes: 30 }),
        buildTag('late#prod#2', { alias: 'c', minutes: 40 }),
        buildTag('late@v2.0.0', { alias: 'c', minutes: 50 }),
      ])
      await writeIndex(db, buildIndexWrite({ artifacts: [late] }))
      const list = async (minutes: number, version?: string) => {
        const { items } = await listEvents(db, all, {
          ...{ repo: 'ml', artifact: 'late', at: at(minutes), limit: 10, version },
        })
        return items.map((event) => `${event.tag} ${event.version}`)
      }
      const commit = fakeOid('c')
      expect(await list(15)).toEqual([`late#prod#1 ${commit}`])
      expect(await list(15, commit)).toEqual([`late#prod#1 ${commit}`])
      expect(await list(25)).toEqual(['late@v1.0.0 v1.0.0', 'late#prod#1 v1.0.0'])
      expect((await list(45))[0]).toBe('late#prod#2 v1.0.0')
      expect(await list(45, commit)).toEqual([])
      expect(await list(50)).toEqual([
        ...['late@v2.0.0 v2.0.0', 'late#prod#2 v2.0.0', 'late@v1.0.0! v1.0.0'],
        ...['late@v1.0.0 v1.0.0', 'late#prod#1 v2.0.0'],
      ])
    })
  },
)
