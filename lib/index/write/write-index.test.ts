import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { acquireLease } from '@/lib/database/lease'
import { cutText, LIMITS } from '@/lib/repo-data/limits'
import { databaseForms, withDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import { derivedTables } from './derived-tables'
import type { IndexWrite } from './index-write'
import {
  findStoredRepo,
  listStoredArtifacts,
  listStoredEvents,
  listStoredFacts,
  listStoredIgnored,
  listStoredTags,
} from './stored'
import { writeIndex } from './write-index'
import { writeRepos } from './write-repos'

const churnTags = [
  buildTag('churn@v1.0.0', { alias: 'a', minutes: 1 }),
  buildTag('churn@v1.1.0', { alias: 'b', minutes: 2, signature: 'ssh', nested: true }),
  buildTag('churn#prod#1', { alias: 'a', minutes: 3, innerName: 'churn#prod' }),
]
const churnFacts = {
  a: { labels: ['tabular'], metrics: { auc: 0.91, loss: 0.2 }, params: { lr: 0.1, deep: true } },
  b: { labels: ['tabular', 'Große'], metrics: { auc: 0.93 }, path: 'models/churn.pkl', size: 12 },
}
const churn = buildArtifact('churn', churnTags, { facts: churnFacts })
const fraud = buildArtifact('fraud', [buildTag('fraud@v0.1.0', { alias: 'c' })])

function buildWrite(write: Partial<IndexWrite> = {}): IndexWrite {
  return buildIndexWrite({
    head: { branch: 'main', commit: fakeOid('b') },
    artifacts: [churn, fraud],
    ignored: [{ tag: 'v1', oid: fakeOid('v1'), code: 'not-a-registry-tag' }],
    ...write,
  })
}

async function listAll(db: Database, from: 'rows' | 'view', expression: string) {
  const found: Record<string, unknown[]> = {}
  for (const table of derivedTables) {
    const { rows } = await db.query(`SELECT ${expression} AS one FROM ${table[from]} t ORDER BY 1`)
    found[table.view] = rows.map((row) => row.one)
  }
  return found
}

const listContents = (db: Database) => listAll(db, 'view', 'row_to_json(t)::text')

/** The transaction that wrote each row: another one when the row was written again. */
const listWriters = (db: Database) => listAll(db, 'rows', `t.digest || ' ' || t.xmin::text`)

async function readRevision(db: Database): Promise<bigint | undefined> {
  return (await db.prisma.indexRevision.findFirst())?.revision
}

describe.each(databaseForms)('writeIndex, %s', (form) => {
  test('stores what a later sync compares with', async () => {
    await withDatabase(form, async (db) => {
      expect(await findStoredRepo(db, 'ml')).toBe(null)
      await writeIndex(db, buildWrite())
      expect(await findStoredRepo(db, 'ml')).toEqual({
        refsHash: 'refs-1',
        derivation: 'code/branches',
        head: { branch: 'main', commit: fakeOid('b') },
      })
      expect(await listStoredArtifacts(db, 'ml')).toEqual(['churn', 'fraud'])
      expect(await listStoredTags(db, 'ml')).toEqual(
        new Map([
          ...[...churnTags, ...fraud.events.map((event) => event.tag)].map(
            (tag) => [tag.name, tag.oid] as const,
          ),
          ['v1', fakeOid('v1')],
        ]),
      )
      expect(await listStoredIgnored(db, 'ml')).toEqual(buildWrite().ignored)
      const [register, registerNext, assign] = churnTags
      expect(await listStoredEvents(db, 'ml', ['churn'])).toEqual([assign, register, registerNext])
      expect(await listStoredEvents(db, 'other', ['churn'])).toEqual([])
    })
  })

  test('gives facts and commits back as they were read', async () => {
    await withDatabase(form, async (db) => {
      await writeIndex(db, buildWrite())
      const stored = await listStoredFacts(db, 'ml', ['churn', 'fraud', 'nothing'])
      const expected = churn.versions.map((version) => [
        version.commit,
        { facts: version.facts, commit: version.commitFact },
      ])
      expect([...stored.keys()]).toEqual(['churn'])
      expect([...(stored.get('churn') ?? [])].sort()).toEqual(expected.sort())
      expect(Object.keys(stored.get('churn')?.get(fakeOid('a'))?.facts.metrics ?? {})).toEqual([
        'auc',
        'loss',
      ])
    })
  })

  test('writes nothing when nothing differs', async () => {
    await withDatabase(form, async (db) => {
      const tags = [...churnTags.map(({ name }) => name), 'fraud@v0.1.0']
      const first = await writeIndex(db, buildWrite())
      expect({ ...first, addedEvents: first.addedEvents.toSorted() }).toEqual({
        revision: 1n,
        addedEvents: tags.toSorted(),
      })
      const before = { contents: await listContents(db), writers: await listWriters(db) }
      const again = buildWrite({ refsHash: 'refs-2', syncedAt: new Date() })
      expect(await writeIndex(db, again)).toEqual({ revision: 1n, addedEvents: [] })
      expect({ contents: await listContents(db), writers: await listWriters(db) }).toEqual(before)
      expect(await readRevision(db)).toBe(1n)
      expect((await findStoredRepo(db, 'ml'))?.refsHash).toBe('refs-2')
    })
  })

  test('one new tag writes the rows that it changes', async () => {
    await withDatabase(form, async (db) => {
      await writeIndex(db, buildWrite())
      const before = await listWriters(db)
      const tags = [...churnTags, buildTag('churn@v2.0.0', { alias: 'd', minutes: 9 })]
      const artifacts = [buildArtifact('churn', tags, { facts: churnFacts })]
      const { revision, addedEvents } = await writeIndex(db, buildWrite({ artifacts }))
      expect({ revision, addedEvents }).toEqual({ revision: 2n, addedEvents: ['churn@v2.0.0'] })
      const after = await listWriters(db)
      const written = Object.fromEntries(
        derivedTables.map(({ view }) => [
          view,
          after[view]?.filter((row) => !before[view]?.includes(row)).length,
        ]),
      )
      expect(written).toEqual({
        data_places: 0,
        models: 1,
        versions: 1,
        events: 1,
        // The version in the stage is now one more version behind.
        stage_holders: 1,
        // The moments of an artifact are in one row until there are many.
        stretches: 1,
        histories: 1,
        problems: 0,
        ignored_tags: 0,
        measures: 0,
        search: 1,
      })
      expect(await readRevision(db)).toBe(2n)
    })
  })

  test('artifacts and tags that are gone leave no rows', async () => {
    await withDatabase(form, async (db) => {
      await writeIndex(db, buildWrite({ artifacts: [fraud], ignored: [] }))
      const before = await listContents(db)
      await writeIndex(db, buildWrite())
      await writeIndex(
        db,
        buildWrite({ artifacts: [], removedArtifacts: ['churn'], ignored: [], problems: [] }),
      )
      expect(await listContents(db)).toEqual(before)
      expect(await db.prisma.repo.findFirst()).toMatchObject({ models: 1, versions: 1, events: 1 })
    })
  })

  test('dropping the index and writing again gives equal rows', async () => {
    await withDatabase(form, async (db) => {
      await writeIndex(db, buildWrite())
      const before = await listContents(db)
      await dropIndex(db)
      expect(await findStoredRepo(db, 'ml')).toBe(null)
      expect((await listContents(db)).models).toEqual([])
      await writeIndex(db, buildWrite())
      expect(await listContents(db)).toEqual(before)
      expect(await readRevision(db)).toBe(3n)
    })
  })

  test('a reader sees the old registry until the whole new one is there', async () => {
    await withDatabase(form, async (db) => {
      await writeIndex(db, buildWrite({ artifacts: [fraud] }))
      const writing = writeIndex(db, buildWrite())
      const seen = new Set<string>()
      let done = false
      const reading = (async () => {
        while (!done) {
          const { rows } = await db.query(
            'SELECT (SELECT count(*) FROM models) AS models, (SELECT count(*) FROM events) AS events',
          )
          seen.add(JSON.stringify(rows[0]))
          // The embedded database answers without waiting, so no other task would run.
          await nextTurn()
        }
      })()
      await writing
      done = true
      await reading
      const whole = ['{"models":"1","events":"1"}', '{"models":"2","events":"4"}']
      expect([...seen].filter((one) => !whole.includes(one))).toEqual([])
    })
  })

  test('text that PostgreSQL refuses is stored with replacement characters', async () => {
    await withDatabase(form, async (db) => {
      const tag = buildTag('bad@v1.0.0', { message: 'a\0b', tagger: { name: '\ud800', email: '' } })
      const facts = { a: { description: '\0', metrics: { 'm\0': 1 } } }
      const artifact = buildArtifact('bad', [tag], { facts })
      await writeIndex(db, buildWrite({ artifacts: [artifact, churn] }))
      const [event] = await listStoredEvents(db, 'ml', ['bad'])
      expect([event?.message, event?.tagger.name]).toEqual(['a\u{fffd}b', '\u{fffd}'])
      expect(await listStoredArtifacts(db, 'ml')).toEqual(['bad', 'churn'])
    })
  })

  test('names and texts as long as the limits allow are stored', async () => {
    await withDatabase(form, async (db) => {
      // For a search each of these becomes 18 characters of two bytes.
      const wide = '\ufdfa'
      const name = 'x'.repeat(248)
      const stages = [`${name}#${'s'.repeat(6)}`]
      const text = cutText(wide.repeat(16_384), LIMITS.textBytes)
      const labels = Array.from({ length: LIMITS.labels }, (_, index) =>
        `${index}${wide.repeat(200)}`.slice(0, LIMITS.labelCharacters),
      )
      const tags = [`${name}@v1.0.0`, ...stages].map((tag) => buildTag(tag, { message: text }))
      const artifact = buildArtifact(name, tags, {
        facts: { a: { labels, owners: labels, metrics: { [name]: 1 }, description: text } },
      })
      const ignored = [
        { tag: wide.repeat(85), oid: fakeOid('x'), code: 'not-a-registry-tag' as const },
      ]
      await writeIndex(db, buildWrite({ artifacts: [artifact, churn], ignored }))
      expect(await listStoredArtifacts(db, 'ml')).toEqual(['churn', name])
      expect(await listStoredIgnored(db, 'ml')).toEqual(ignored)
      expect((await listStoredEvents(db, 'ml', [name])).map((tag) => tag.message)).toEqual([
        text,
        text,
      ])
    })
  })

  test('a writer whose lease was acquired by another process writes nothing', async () => {
    await withDatabase(form, async (db) => {
      await writeRepos(db, [{ slug: 'ml', url: 'https://git.example.com/ml.git' }])
      const first = await acquireLease(db, 'sync:ml', { holder: 'one', seconds: -1 })
      const second = await acquireLease(db, 'sync:ml', { holder: 'two', seconds: 60 })
      if (first === null || second === null) throw new Error('no lease')
      await expect(writeIndex(db, buildWrite({ lease: first }))).rejects.toMatchObject({
        code: 'lease-lost',
      })
      expect(await findStoredRepo(db, 'ml')).toBe(null)
      await writeIndex(db, buildWrite({ lease: second }))
      expect(await listStoredArtifacts(db, 'ml')).toEqual(['churn', 'fraud'])
    })
  })

  test('a repository whose slug names another one now is removed before that is synced', async () => {
    await withDatabase(form, async (db) => {
      await writeRepos(db, [{ slug: 'ml', url: 'https://git.example.com/ml.git' }])
      await writeIndex(db, buildWrite())
      for (const url of ['ssh://git@git.example.com/ml', 'https://git.example.com/ml', '']) {
        await writeRepos(db, [{ slug: 'ml', url }])
        expect(await listStoredArtifacts(db, 'ml')).toEqual(['churn', 'fraud'])
      }
      const url = 'https://git.example.com/other/ml.git'
      await writeRepos(db, [{ slug: 'ml', url }])
      expect(await findStoredRepo(db, 'ml')).toBe(null)
      expect(await listStoredArtifacts(db, 'ml')).toEqual([])
      expect(await db.prisma.repoSync.findMany()).toMatchObject([
        { slug: 'ml', url, status: 'new', finishedAt: null },
      ])
    })
  })

  test('a repository that is no longer configured is removed, another one stays', async () => {
    await withDatabase(form, async (db) => {
      const other = { slug: 'other', url: 'https://git.example.com/other.git' }
      await writeRepos(db, [{ slug: 'ml', url: 'https://git.example.com/ml.git' }, other])
      await writeIndex(db, buildWrite({ slug: 'other' }))
      const before = await listContents(db)
      await writeIndex(db, buildWrite())
      await writeRepos(db, [other])
      expect(await listContents(db)).toEqual(before)
      expect(await findStoredRepo(db, 'ml')).toBe(null)
    })
  })
})
