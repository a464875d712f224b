import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import {
  databaseForms,
  openTestDatabase,
  type TestDatabase,
  withDatabase,
} from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import type { ModelFacets } from '@/lib/views/model'
import { listModels } from './list-models'
import { listStages } from './list-stages'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }

const churn = buildArtifact(
  'churn',
  [
    buildTag('churn@v1.0.0', { alias: 'a', minutes: 1 }),
    buildTag('churn@v1.1.0', { alias: 'b', minutes: 2 }),
    buildTag('churn#prod#1', { alias: 'a', minutes: 3, signature: 'ssh' }),
    buildTag('churn#constructor#2', { alias: 'b', minutes: 4 }),
  ],
  {
    head: 'b',
    facts: {
      b: {
        description: 'Predicts who leaves, 100% sure_thing',
        labels: ['Tabular', 'gbm'],
        owners: ['Ana Lee', '@ml/core'],
        path: 'models/churn.pkl',
      },
    },
  },
)
const detector = buildArtifact('vision:detector', [
  buildTag('vision=detector@v0.1.0', {
    alias: 'c',
    minutes: 9,
    tagger: { name: 'Bo', email: 'bo@example.com' },
  }),
])
const dataset = buildArtifact('images', [], {
  head: 'd',
  facts: { d: { type: 'dataset', labels: ['gbm', 'Straße'] } },
})
const churnElsewhere = buildArtifact('churn', [buildTag('churn#dev', { minutes: 5 })], {
  facts: { a: { type: 'model', labels: ['TABULAR'] } },
})

async function seed(db: Database): Promise<void> {
  await writeIndex(db, buildIndexWrite({ artifacts: [churn, detector] }))
  const other = { slug: 'other', artifacts: [dataset, churnElsewhere], stageOrder: ['prod', 'qa'] }
  await writeIndex(db, buildIndexWrite(other))
}

type Search = { readonly viewer?: Viewer; readonly sort?: string; readonly size?: number }

async function search(db: Database, text: string, options: Search & { page?: number } = {}) {
  const { viewer = allRepos, sort = 'name', page = 1, size = 50 } = options
  const request = buildModelsRequest({ q: text, sort, page, pageSize: size })
  const found = await listModels(db, viewer, request)
  return { ...found, names: found.items.map((item) => `${item.repo}/${item.name}`) }
}

const CHURN = 'ml/churn'
const DETECTOR = 'ml/vision:detector'
const IMAGES = 'other/images'
const ELSEWHERE = 'other/churn'

describe.each(databaseForms)('models, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    await seed(db)
  })

  afterAll(() => seeded.remove())

  test('are shown as the registry has them', async () => {
    const { items } = await search(db, 'leaves')
    const judged = { policy: 'warn', signer: null, key: null }
    const unsigned = { status: 'unsigned', verdict: 'unsigned', format: null, ...judged }
    expect(items).toEqual([
      {
        repo: 'ml',
        name: 'churn',
        type: 'model',
        description: 'Predicts who leaves, 100% sure_thing',
        labels: ['Tabular', 'gbm'],
        owners: [
          { name: 'Ana Lee', source: 'annotation', email: null, aliases: [] },
          { name: '@ml/core', source: 'annotation', email: null, aliases: [] },
          { name: 'Ana', source: 'tagger', email: 'ana@example.com', aliases: [] },
        ],
        path: 'models/churn.pkl',
        latest: {
          version: 'v1.1.0',
          commit: fakeOid('b'),
          registeredAt: '2023-06-01T02:02:00+02:00',
        },
        stages: {
          constructor: [
            {
              version: 'v1.1.0',
              commit: fakeOid('b'),
              assignedAt: '2023-06-01T02:04:00+02:00',
              tag: 'churn#constructor#2',
              signature: unsigned,
              behind: 0,
            },
          ],
          prod: [
            {
              version: 'v1.0.0',
              commit: fakeOid('a'),
              assignedAt: '2023-06-01T02:03:00+02:00',
              tag: 'churn#prod#1',
              signature: {
                status: 'unsupported',
                verdict: 'unsupported',
                format: 'ssh',
                ...judged,
              },
              behind: 1,
            },
          ],
        },
        versionCount: 2,
        deprecated: false,
        updatedAt: '2023-06-01T02:04:00+02:00',
        problems: 0,
      },
    ])
  })

  test('are found by words and qualifiers', async () => {
    const expected: readonly (readonly [string, readonly string[]])[] = [
      ['', [CHURN, ELSEWHERE, IMAGES, DETECTOR]],
      ['CHURN', [CHURN, ELSEWHERE]],
      ['hur', [CHURN, ELSEWHERE]],
      ['c', [CHURN, ELSEWHERE, DETECTOR]],
      ['predicts LEAVES', [CHURN]],
      ['predicts nothing', []],
      ['lee', [CHURN]],
      ['gbm', [CHURN, IMAGES]],
      ['strasse', []],
      ['STRAßE', [IMAGES]],
      ['other', [ELSEWHERE, IMAGES]],
      ['100%', [CHURN]],
      ['1%0', []],
      ['e_t', [CHURN]],
      ['n_m', []],
      ['\\', []],
      ['churn -leaves', [ELSEWHERE]],
      ['label:gbm', [CHURN, IMAGES]],
      ['label:GBM,tabular', [CHURN, ELSEWHERE, IMAGES]],
      ['label:gbm label:tabular', [CHURN]],
      ['label:gb', []],
      ['-label:gbm', [ELSEWHERE, DETECTOR]],
      ['owner:"ana lee"', [CHURN]],
      ['owner:bo', [DETECTOR]],
      ['owner:@ml/core', [CHURN]],
      ['stage:prod', [CHURN]],
      ['stage:dev', [ELSEWHERE]],
      ['stage:dev,prod', [CHURN, ELSEWHERE]],
      ['-stage:dev,prod', [IMAGES, DETECTOR]],
      ['repo:other', [ELSEWHERE, IMAGES]],
      ['-repo:other churn', [CHURN]],
      ['type:dataset', [IMAGES]],
      ['type:model stage:dev', [ELSEWHERE]],
      ['colour:red', []],
      ['"\0"', []],
      [`label:${'x'.repeat(10_000)}`, []],
    ]
    for (const [text, names] of expected) {
      const found = await search(db, text)
      expect([text, found.names, found.total]).toEqual([text, names, names.length])
    }
  })

  test('are sorted, equal ones by name and repository', async () => {
    const expected: readonly (readonly [sort: string, names: readonly string[]])[] = [
      ['name', [CHURN, ELSEWHERE, IMAGES, DETECTOR]],
      ['-name', [DETECTOR, IMAGES, CHURN, ELSEWHERE]],
      ['repo', [CHURN, DETECTOR, ELSEWHERE, IMAGES]],
      ['-repo', [ELSEWHERE, IMAGES, CHURN, DETECTOR]],
      ['updated', [IMAGES, CHURN, ELSEWHERE, DETECTOR]],
      ['-updated', [DETECTOR, ELSEWHERE, CHURN, IMAGES]],
      ['registered', [CHURN, DETECTOR, ELSEWHERE, IMAGES]],
      ['-registered', [DETECTOR, CHURN, ELSEWHERE, IMAGES]],
      ['versions', [ELSEWHERE, IMAGES, DETECTOR, CHURN]],
      ['-versions', [CHURN, DETECTOR, ELSEWHERE, IMAGES]],
    ]
    for (const [sort, names] of expected) {
      expect([sort, (await search(db, '', { sort })).names]).toEqual([sort, names])
    }
  })

  test('come in pages', async () => {
    const pages = await Promise.all(
      [1, 2, 3].map((page) => search(db, '', { sort: 'repo', page, size: 3 })),
    )
    expect(
      pages.map(({ names, total, page, pageSize }) => ({ names, total, page, pageSize })),
    ).toEqual([
      { names: [CHURN, DETECTOR, ELSEWHERE], total: 4, page: 1, pageSize: 3 },
      { names: [IMAGES], total: 4, page: 2, pageSize: 3 },
      { names: [], total: 4, page: 3, pageSize: 3 },
    ])
  })

  test('are counted by each value of what is found', async () => {
    const everything: ModelFacets = {
      labels: [
        { value: 'gbm', count: 2 },
        { value: 'Straße', count: 1 },
        { value: 'TABULAR', count: 1 },
        { value: 'Tabular', count: 1 },
      ],
      owners: [
        { value: '@ml/core', count: 1, aliases: [] },
        { value: 'Ana', count: 1, aliases: [] },
        { value: 'Ana Lee', count: 1, aliases: [] },
        { value: 'Bo', count: 1, aliases: [] },
      ],
      stages: [
        { value: 'constructor', count: 1 },
        { value: 'dev', count: 1 },
        { value: 'prod', count: 1 },
      ],
      repos: [
        { value: 'ml', count: 2 },
        { value: 'other', count: 2 },
      ],
      types: [
        { value: 'model', count: 2 },
        { value: 'dataset', count: 1 },
      ],
      states: [
        { value: 'behind', count: 1 },
        { value: 'unpromoted', count: 1 },
        { value: 'stale', count: 1 },
      ],
      parts: [],
      kinds: [
        { value: 'model', count: 3 },
        { value: 'dataset', count: 1 },
      ],
    }
    expect((await search(db, '')).facets).toEqual(everything)
    expect((await search(db, 'owner:bo')).facets).toEqual({
      ...everything,
      labels: [],
      states: [{ value: 'unpromoted', count: 1 }],
      stages: [],
      repos: [{ value: 'ml', count: 1 }],
      types: [],
      kinds: [{ value: 'model', count: 1 }],
    })
  })

  test('are counted anew after a write', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      expect((await search(db, '')).total).toBe(4)
      await writeIndex(db, buildIndexWrite({ removedArtifacts: ['churn'] }))
      const { total, names, facets } = await search(db, '')
      expect({ total, names, repos: facets.repos }).toEqual({
        total: 3,
        names: [ELSEWHERE, IMAGES, DETECTOR],
        repos: [
          { value: 'other', count: 2 },
          { value: 'ml', count: 1 },
        ],
      })
    })
  })

  test('are counted as without a cache, for any earlier writes and queries', async () => {
    await withDatabase(form, async (fresh) => {
      const counts = async (viewer: Viewer) => (await search(fresh, '', { viewer })).facets.repos
      await seed(fresh)
      expect(await counts({ repos: ['other'] })).toEqual([{ value: 'other', count: 2 }])
      await writeIndex(fresh, buildIndexWrite({ removedArtifacts: ['churn'] }))
      expect(await counts(allRepos)).toEqual([
        { value: 'other', count: 2 },
        { value: 'ml', count: 1 },
      ])
      await dropIndex(fresh)
      expect(await counts(allRepos)).toEqual([])
      await writeIndex(fresh, buildIndexWrite({ artifacts: [churn, detector] }))
      expect(await counts(allRepos)).toEqual([{ value: 'ml', count: 2 }])
    })
  })

  test('that a viewer may not see are neither listed nor counted', async () => {
    const viewer: Viewer = { repos: ['other'] }
    const { names, total, facets } = await search(db, '', { viewer })
    expect({ names, total, owners: facets.owners }).toEqual({
      names: [ELSEWHERE, IMAGES],
      total: 2,
      owners: [],
    })
    expect((await search(db, '', { viewer: { repos: [] } })).total).toBe(0)
    expect(await listStages(db, viewer)).toEqual(['prod', 'qa', 'dev'])
    expect(await listStages(db, allRepos)).toEqual(['dev', 'prod', 'qa', 'constructor'])
  })
})
