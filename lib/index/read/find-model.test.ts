import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import type { RegistryProblem } from '@/lib/registry/problem'
import {
  databaseForms,
  openTestDatabase,
  type TestDatabase,
  withDatabase,
} from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import { findModel } from './find-model'
import { listIgnoredTags } from './list-ignored-tags'
import { listProblems } from './list-problems'
import { type ResolveRequest, resolveVersion } from './resolve-version'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }

const problem: RegistryProblem = {
  code: 'annotation-bad-field',
  artifact: null,
  file: 'artifacts.yaml',
  line: 3,
  tag: null,
  commit: fakeOid('b'),
  detail: '"labels" is a number',
}

const derived = buildArtifact(
  'churn',
  [
    buildTag('churn@v1.9.0', { alias: 'a', minutes: 1, message: 'First\n\nof all' }),
    buildTag('churn@v1.10.0', { alias: 'b', minutes: 2, signature: 'openpgp' }),
    buildTag('churn@v1.11.0', { alias: 'c', minutes: 3 }),
    buildTag('churn@v1.11.0!', { alias: 'c', minutes: 4 }),
    buildTag('churn#dev#1', { alias: 'd', minutes: 5 }),
    buildTag('churn#prod#2', { alias: 'a', minutes: 6 }),
  ],
  {
    head: 'b',
    facts: {
      b: {
        description: 'Predicts who leaves',
        labels: ['gbm'],
        path: 'models/churn.pkl',
        hash: 'abc.dir',
        size: 5_000_000_000,
        card: { path: 'CARD.md', oid: fakeOid('card') },
        metrics: { loss: { number: 'nan' }, auc: 0.93 },
        params: { 'train.lr': { number: '1e-05' }, deep: true, none: null, name: 'x' },
      },
    },
  },
)
const churn = {
  ...derived,
  problems: [
    { ...problem, artifact: derived.name, line: 12 },
    { ...problem, artifact: derived.name },
  ],
}

async function seed(db: Database): Promise<void> {
  const ignored = [
    { tag: 'churn@v2', oid: fakeOid('x'), code: 'not-a-registry-tag' as const },
    { tag: 'churn#prod', oid: fakeOid('y'), code: 'lightweight-tag' as const },
    { tag: 'churned@v1.0.0', oid: fakeOid('z'), code: 'lightweight-tag' as const },
  ]
  const stageOrder = ['prod', 'staging']
  await writeIndex(
    db,
    buildIndexWrite({ artifacts: [churn], ignored, stageOrder, problems: [problem] }),
  )
}

const judged = { policy: 'warn', signer: null, key: null }
const unsigned = { status: 'unsigned', verdict: 'unsigned', format: null, ...judged }
const committedAt = '2023-05-31T23:00:00+00:00'
const ana = { name: 'Ana', email: 'ana@example.com' }
const unknown = {
  type: null,
  description: '',
  labels: [],
  path: null,
  hash: null,
  size: null,
  metrics: {},
  params: {},
  card: null,
  directions: {},
  framework: null,
  actor: null,
  committedAt,
}
const unregistered = {
  registered: false,
  registeredAt: null,
  tag: null,
  tagger: null,
  message: null,
  signature: null,
}

describe.each(databaseForms)('a model, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    await seed(db)
  })

  afterAll(() => seeded.remove())

  test('has its versions in SemVer order, then commits, inactive ones too', async () => {
    const model = await findModel(db, allRepos, { repo: 'ml', name: 'churn' })
    expect(model?.versions).toEqual([
      {
        ...unknown,
        version: 'v1.11.0',
        commit: fakeOid('c'),
        registered: true,
        active: false,
        registeredAt: '2023-06-01T02:03:00+02:00',
        tag: 'churn@v1.11.0',
        tagger: ana,
        message: 'Tag churn@v1.11.0',
        signature: unsigned,
        stages: [],
      },
      {
        ...unknown,
        version: 'v1.10.0',
        commit: fakeOid('b'),
        registered: true,
        active: true,
        registeredAt: '2023-06-01T02:02:00+02:00',
        tag: 'churn@v1.10.0',
        tagger: ana,
        message: 'Tag churn@v1.10.0',
        signature: { status: 'unsupported', verdict: 'unsupported', format: 'openpgp', ...judged },
        stages: [],
        type: 'model',
        description: 'Predicts who leaves',
        labels: ['gbm'],
        path: 'models/churn.pkl',
        hash: 'abc.dir',
        size: 5_000_000_000,
        metrics: { loss: { number: 'nan' }, auc: 0.93 },
        params: { 'train.lr': { number: '1e-05' }, deep: true, none: null, name: 'x' },
        card: { path: 'CARD.md', oid: fakeOid('card') },
      },
      {
        ...unknown,
        version: 'v1.9.0',
        commit: fakeOid('a'),
        registered: true,
        active: true,
        registeredAt: '2023-06-01T02:01:00+02:00',
        tag: 'churn@v1.9.0',
        tagger: ana,
        message: 'First\n\nof all',
        signature: unsigned,
        stages: ['prod'],
      },
      {
        ...unknown,
        ...unregistered,
        version: fakeOid('d'),
        commit: fakeOid('d'),
        active: true,
        stages: ['dev'],
      },
    ])
  })

  test('has the annotation that is shown, its source and its problems', async () => {
    const model = await findModel(db, allRepos, { repo: 'ml', name: 'churn' })
    const { problems, problemList, stageOrder, source, hash, size, versionCount } = model ?? {}
    const repo = 'ml'
    const artifact = 'churn'
    expect({ problems, problemList, stageOrder, source, hash, size, versionCount }).toEqual({
      problems: 2,
      problemList: [
        { ...problem, repo, artifact },
        { ...problem, repo, artifact, line: 12 },
      ],
      stageOrder: ['prod', 'staging', 'dev'],
      source: { file: 'artifacts.yaml', commit: fakeOid('b') },
      hash: 'abc.dir',
      size: 5_000_000_000,
      versionCount: 2,
    })
  })

  test('is byte for byte the same after the index was dropped and written again', async () => {
    await withDatabase(form, async (db) => {
      await seed(db)
      const before = JSON.stringify(await findModel(db, allRepos, { repo: 'ml', name: 'churn' }))
      await dropIndex(db)
      expect(await findModel(db, allRepos, { repo: 'ml', name: 'churn' })).toBe(null)
      await seed(db)
      expect(JSON.stringify(await findModel(db, allRepos, { repo: 'ml', name: 'churn' }))).toBe(
        before,
      )
    })
  })

  test('that does not exist and one that the viewer may not see are both null', async () => {
    expect(await findModel(db, allRepos, { repo: 'ml', name: 'nothing' })).toBe(null)
    expect(await findModel(db, { repos: ['other'] }, { repo: 'ml', name: 'churn' })).toBe(null)
  })

  test('resolves stages and versions', async () => {
    const nothing = { path: null, hash: null, size: null, card: null }
    const card = { path: 'CARD.md', oid: fakeOid('card') }
    const file = { path: 'models/churn.pkl', hash: 'abc.dir', size: 5_000_000_000, card }
    const kind = 'found'
    const author = { name: 'Ana', email: 'ana@example.com' }
    const v9 = { kind, version: 'v1.9.0', commit: fakeOid('a'), committedAt, author, ...nothing }
    const v10 = {
      ...{ kind, version: 'v1.10.0', commit: fakeOid('b') },
      ...{ committedAt, author },
      tag: 'churn@v1.10.0',
      ...file,
    }
    const head = {
      kind,
      version: fakeOid('d'),
      commit: fakeOid('d'),
      committedAt,
      author,
      ...nothing,
    }
    const expected: readonly (readonly [ResolveRequest, object])[] = [
      [{ stage: 'prod' }, { ...v9, tag: 'churn#prod#2' }],
      [{ stage: 'dev' }, { ...head, tag: 'churn#dev#1' }],
      [{ stage: 'staging' }, { kind: 'none', code: 'stage-empty' }],
      [{ version: 'latest' }, v10],
      [{ version: 'v1.9.0' }, { ...v9, tag: 'churn@v1.9.0' }],
      [{ version: fakeOid('d') }, { ...head, tag: null }],
      [{ version: 'v1.11.0' }, { kind: 'none', code: 'version-inactive' }],
      [{ version: 'v7.0.0' }, { kind: 'none', code: 'no-such-version' }],
    ]
    for (const [request, resolution] of expected) {
      expect(await resolveVersion(db, allRepos, 'ml', 'churn', request)).toEqual(resolution)
    }
    const elsewhere = await resolveVersion(db, allRepos, 'ml', 'nothing', { stage: 'prod' })
    expect(elsewhere).toEqual({ kind: 'none', code: 'no-such-model' })
    const hidden = await resolveVersion(db, { repos: [] }, 'ml', 'churn', { stage: 'prod' })
    expect(hidden).toEqual({ kind: 'none', code: 'no-such-model' })
  })

  test('problems and ignored tags of its repository come in pages', async () => {
    const request = { repo: 'ml', page: 1, pageSize: 2 }
    const problems = await listProblems(db, allRepos, request)
    expect({ ...problems, items: problems.items.map((one) => [one.artifact, one.line]) }).toEqual({
      // What the model and its repository both have is one.
      items: [
        [null, 3],
        ['churn', 12],
      ],
      total: 2,
      page: 1,
      pageSize: 2,
    })
    expect(await listIgnoredTags(db, allRepos, { ...request, page: 2 })).toEqual({
      items: [{ repo: 'ml', tag: 'churned@v1.0.0', oid: fakeOid('z'), code: 'lightweight-tag' }],
      total: 3,
      page: 2,
      pageSize: 2,
    })
    const own = await listIgnoredTags(db, allRepos, { ...request, artifact: 'churn' })
    expect([own.total, own.items.map((one) => one.tag)]).toEqual([2, ['churn#prod', 'churn@v2']])
    expect((await listIgnoredTags(db, { repos: [] }, request)).total).toBe(0)
    expect((await listProblems(db, { repos: [] }, request)).total).toBe(0)
  })
})
