import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import {
  databaseForms,
  openTestDatabase,
  type TestDatabase,
  withDatabase,
} from '@/lib/testing/database'
import { buildIndexWrite, buildProofs } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import type { WaitingStageView } from '@/lib/views/board'
import type { BoardFilter } from './board-order'
import { listBoard } from './list-board'
import { listFacets } from './list-facets'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }
const all: BoardFilter = { label: null, owner: null, repo: null }

const churn = buildArtifact(
  'churn',
  [
    buildTag('churn@v1.0.0', { alias: 'a', minutes: 1 }),
    buildTag('churn@v1.1.0', { alias: 'b', minutes: 2 }),
    buildTag('churn@v1.2.0', { alias: 'c', minutes: 3 }),
    buildTag('churn@v2.0.0', { alias: 'd', minutes: 4 }),
    buildTag('churn@v1.1.0!', { alias: 'b', minutes: 5 }),
    buildTag('churn#staging#1', { alias: 'c', minutes: 6 }),
    buildTag('churn#prod#2', { alias: 'a', minutes: 7 }),
    buildTag('churn#extra#3', { alias: 'e', minutes: 8 }),
  ],
  { facts: { d: { labels: ['Tabular'], owners: ['Ana Lee'] } } },
)
const fraud = buildArtifact(
  'fraud',
  [
    buildTag('fraud@v1.0.0', { alias: 'a', minutes: 1 }),
    buildTag('fraud#prod#1', { alias: 'a', minutes: 2 }),
  ],
  { facts: { a: { labels: ['tabular', 'gbm'] } } },
)
const proven = buildArtifact('alpha', [
  buildTag('alpha@v1.0.0', { alias: 'a', minutes: 1 }),
  buildTag('alpha#prod#1', { alias: 'a', minutes: 2 }),
])
const nowhere = buildArtifact('nowhere', [buildTag('nowhere@v1.0.0', { minutes: 1 })])
const churnElsewhere = buildArtifact('churn', [
  buildTag('churn@v1.0.0', { alias: 'a', minutes: 1 }),
  buildTag('churn@v1.1.0', { alias: 'b', minutes: 2 }),
  buildTag('churn#constructor#1', { alias: 'b', minutes: 3 }),
  buildTag('churn#production#2', { alias: 'a', minutes: 4 }),
])

const proofs = new Map(
  [...buildProofs([churn, fraud, proven, nowhere])].map(([tag, proof]) => [
    tag,
    tag === 'alpha#prod#1'
      ? { ...proof, verdict: { ...proof.verdict, status: 'good' as const, signer: 'ana' } }
      : proof,
  ]),
)

const waitsForFraud: WaitingStageView = {
  repo: 'ml',
  artifact: 'fraud',
  id: 'id-1',
  kind: 'assign',
  stage: 'prod',
  version: 'v1.0.0',
}

async function seed(db: Database): Promise<void> {
  const stageOrder = ['dev', 'staging', 'prod']
  const artifacts = [churn, fraud, proven, nowhere]
  await writeIndex(db, buildIndexWrite({ artifacts, stageOrder, proofs }))
  const other = { slug: 'other', artifacts: [churnElsewhere], stageOrder: ['dev', 'production'] }
  await writeIndex(db, buildIndexWrite(other))
}

type Asked = Partial<BoardFilter> & {
  readonly viewer?: Viewer
  readonly page?: number
  readonly pageSize?: number
  readonly waiting?: readonly WaitingStageView[]
}

async function read(db: Database, asked: Asked = {}) {
  const { viewer = allRepos, page = 1, pageSize = 50, waiting = [], ...filter } = asked
  const request = { filter: { ...all, ...filter }, page, pageSize, waiting }
  const board = await listBoard(db, viewer, request)
  return { ...board, names: board.items.map(({ repo, name }) => `${repo}/${name}`) }
}

const BEHIND = ['ml/churn', 'other/churn']
const UNPROVEN = 'ml/fraud'
const FINE = 'ml/alpha'

describe.each(databaseForms)('the board, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    await seed(db)
  })
  afterAll(() => seeded.remove())

  test('production that is behind comes first, then what is not proven there, each by name', async () => {
    const board = await read(db)
    expect(board.names).toEqual([...BEHIND, UNPROVEN, FINE])
    expect(board).toMatchObject({ total: 4, page: 1, pageSize: 50 })
    expect(board.stages).toEqual(['dev', 'staging', 'prod', 'production', 'constructor', 'extra'])
  })

  test('a model with a waiting request is before all others and names it', async () => {
    const board = await read(db, { waiting: [waitsForFraud] })
    expect(board.names).toEqual([UNPROVEN, ...BEHIND, FINE])
    const request = { id: 'id-1', kind: 'assign', stage: 'prod', version: 'v1.0.0' }
    expect(board.items.map(({ waiting }) => waiting)).toEqual([[request], [], [], []])
  })

  test('each version says how far it is behind latest and behind the stage before', async () => {
    const [ofMl, ofOther] = (await read(db)).items
    const behind = (stages: typeof ofMl) =>
      Object.entries(stages?.stages ?? {}).map(([stage, [holder]]) => [
        stage,
        holder?.version,
        holder?.behind,
        holder?.behindPrevious,
      ])
    // v1.1.0 is deregistered, so that it counts nowhere.
    expect(behind(ofMl)).toEqual([
      ['extra', fakeOid('e'), null, null],
      ['prod', 'v1.0.0', 2, 1],
      ['staging', 'v1.2.0', 1, null],
    ])
    expect(behind(ofOther)).toEqual([
      ['constructor', 'v1.1.0', 0, null],
      ['production', 'v1.0.0', 1, null],
    ])
  })

  test('an item has the facts of its stages and the latest version', async () => {
    const [item] = (await read(db)).items
    expect(item?.latest).toEqual({
      version: 'v2.0.0',
      commit: fakeOid('d'),
      registeredAt: '2023-06-01T02:04:00+02:00',
    })
    expect(item?.stages.prod).toEqual([
      {
        version: 'v1.0.0',
        commit: fakeOid('a'),
        assignedAt: '2023-06-01T02:07:00+02:00',
        tag: 'churn#prod#2',
        behind: 2,
        behindPrevious: 1,
        signature: {
          status: 'unsigned',
          verdict: 'unsigned',
          policy: 'warn',
          format: null,
          signer: null,
          key: null,
        },
      },
    ])
  })

  test.each<[Asked, readonly string[]]>([
    [{ repo: 'other' }, ['other/churn']],
    [{ repo: 'none' }, []],
    [{ label: 'tabular' }, ['ml/churn', 'ml/fraud']],
    [{ label: 'gbm' }, ['ml/fraud']],
    [{ owner: 'ana lee' }, ['ml/churn']],
    [{ owner: 'Ana Lee', label: 'gbm' }, []],
    [{ label: 'tabular', repo: 'other' }, []],
    [{ label: 'a\u0000b' }, []],
    [{ viewer: { repos: ['other'] } }, ['other/churn']],
    [{ viewer: { repos: ['other'] }, repo: 'ml' }, []],
    [{ viewer: { repos: [] } }, []],
  ])('%j finds %j', async (asked, expected) => {
    for (let time = 0; time < 2; time += 1) {
      const board = await read(db, asked)
      expect(board.names).toEqual(expected)
      expect(board.total).toBe(expected.length)
    }
  })

  test('pages follow each other and end', async () => {
    const pages = await Promise.all(
      [1, 2, 3].map((page) => read(db, { page, pageSize: 3, waiting: [waitsForFraud] })),
    )
    expect(pages.map(({ names }) => names)).toEqual([[UNPROVEN, ...BEHIND], [FINE], []])
    expect(pages.map(({ total }) => total)).toEqual([4, 4, 4])
  })

  test('the stages of hidden repositories are hidden', async () => {
    const board = await read(db, { viewer: { repos: ['other'] } })
    expect(board.stages).toEqual(['dev', 'production', 'constructor'])
  })

  test('the labels of hidden repositories are hidden', async () => {
    expect((await listFacets(db, { viewer: allRepos })).labels).toEqual([
      { value: 'Tabular', count: 1 },
      { value: 'gbm', count: 1 },
      { value: 'tabular', count: 1 },
    ])
    expect((await listFacets(db, { viewer: { repos: ['other'] } })).labels).toEqual([])
  })
})

test.each(databaseForms)('a sync changes the board, %s', async (form) => {
  await withDatabase(form, async (db) => {
    await seed(db)
    expect((await read(db)).names).toEqual([...BEHIND, UNPROVEN, FINE])
    const moved = buildArtifact('churn', [
      buildTag('churn@v1.0.0', { alias: 'a', minutes: 1 }),
      buildTag('churn#dev#1', { alias: 'a', minutes: 2 }),
    ])
    await writeIndex(db, buildIndexWrite({ slug: 'other', artifacts: [moved], refsHash: '2' }))
    expect((await read(db)).names).toEqual(['ml/churn', UNPROVEN, FINE, 'other/churn'])
  })
})
