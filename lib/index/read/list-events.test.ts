import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { compareEvents } from '@/lib/registry/event'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import { type EventsRequest, listEvents } from './list-events'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }

const churn = buildArtifact('churn', [
  buildTag('churn@v1.0.0', { minutes: 1 }),
  buildTag('churn#prod', { minutes: 2 }),
  buildTag('churn#prod#10', { minutes: 2 }),
  buildTag('churn#prod#9', { minutes: 2 }),
  buildTag('churn#dev#9', { minutes: 2 }),
  buildTag('churn#dev!#11', { minutes: 2, signature: 'ssh', message: 'Not yet\n\nReason: x' }),
  buildTag('churn@deprecated', { minutes: 7 }),
])
const fraud = buildArtifact('fraud', [buildTag('fraud@v1.0.0', { minutes: 2 })])

async function seed(db: Database): Promise<void> {
  await writeIndex(db, buildIndexWrite({ artifacts: [churn, fraud] }))
  await writeIndex(db, buildIndexWrite({ slug: 'other', artifacts: [churn] }))
}

async function listTags(db: Database, request: Partial<EventsRequest>, viewer: Viewer = allRepos) {
  const { items } = await listEvents(db, viewer, { limit: 50, ...request })
  return items.map((event) => `${event.repo} ${event.tag}`)
}

const newestFirst = [
  'churn@deprecated',
  'churn#dev!#11',
  'churn#prod#10',
  'churn#prod#9',
  'churn#dev#9',
  'churn#prod',
  'churn@v1.0.0',
]

describe.each(databaseForms)('events, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    await seed(db)
  })

  afterAll(() => seeded.remove())

  test('are the registry’s, newest first', async () => {
    const request = { repo: 'ml', artifact: 'churn' }
    expect(await listTags(db, request)).toEqual(newestFirst.map((tag) => `ml ${tag}`))
    const derived = [...churn.events].sort(compareEvents).reverse()
    expect(derived.map((event) => event.tag.name)).toEqual(newestFirst)
  })

  test('say what the tag says', async () => {
    const { items } = await listEvents(db, allRepos, {
      filter: { kind: 'unassignment' },
      limit: 1,
    })
    expect(items).toEqual([
      {
        kind: 'unassignment',
        repo: 'other',
        artifact: 'churn',
        version: 'v1.0.0',
        stage: 'dev',
        tag: 'churn#dev!#11',
        oid: fakeOid('tag churn#dev!#11 a 2'),
        commit: fakeOid('a'),
        at: '2023-06-01T02:02:00+02:00',
        tagger: { name: 'Ana', email: 'ana@example.com' },
        actor: null,
        approvers: [],
        reason: null,
        message: 'Not yet\n\nReason: x',
        signature: {
          status: 'unsupported',
          verdict: 'unsupported',
          policy: 'warn',
          format: 'ssh',
          signer: null,
          key: null,
        },
        rejected: false,
        anomalies: [],
      },
    ])
  })

  test('are those of a repository or a model, of what the viewer may see', async () => {
    expect(await listTags(db, { artifact: 'fraud' })).toEqual(['ml fraud@v1.0.0'])
    expect(await listTags(db, { artifact: 'nothing' })).toEqual([])
    expect(await listTags(db, { repo: '\0' })).toEqual([])
    const registrations = { filter: { kind: 'registration' } } as const
    expect(await listTags(db, registrations, { repos: ['other'] })).toEqual(['other churn@v1.0.0'])
    expect(await listTags(db, { repo: 'ml' }, { repos: ['other'] })).toEqual([])
  })

  test.each([1, 2, 3, 7, 15, 50])(
    'come in pages of %i without gap or repetition',
    async (limit) => {
      const all = await listTags(db, {})
      const paged: string[] = []
      let before: string | undefined
      do {
        const page = await listEvents(db, allRepos, { limit, before })
        paged.push(...page.items.map((event) => `${event.repo} ${event.tag}`))
        before = page.next ?? undefined
      } while (before !== undefined)
      expect(all.length).toBe(15)
      expect(paged).toEqual(all)
    },
  )

  test('begin with the newest for an unknown cursor', async () => {
    const all = await listTags(db, {})
    for (const before of ['', 'x', '1:2:3', `${'9'.repeat(30)}:1:a:b`, '\0']) {
      expect(await listTags(db, { before })).toEqual(all)
    }
  })
})
