import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid, START } from '@/lib/testing/registry-artifact'
import { findVersion } from './find-version'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }

const churn = buildArtifact(
  'churn',
  [
    buildTag('churn@v1.9.0', { alias: 'a', minutes: 1 }),
    buildTag('churn@v1.10.0', { alias: 'b', minutes: 2 }),
    buildTag('churn@v1.11.0', { alias: 'c', minutes: 3 }),
    buildTag('churn@v1.11.0!', { alias: 'c', minutes: 4 }),
    buildTag('churn#dev#1', { alias: 'd', minutes: 5 }),
    buildTag('churn#prod#2', { alias: 'a', minutes: 6 }),
    buildTag('churn@v1.12.0', { alias: 'e', minutes: 7 }),
    buildTag('churn@v1.12.0#8', { alias: 'f', minutes: 8 }),
  ],
  { head: 'b', facts: { b: { metrics: { auc: 0.93 } } } },
)

/** Nothing is registered any more. */
const gone = buildArtifact('gone', [
  buildTag('gone@v1.0.0', { alias: 'a', minutes: 1 }),
  buildTag('gone@v1.0.0!', { alias: 'a', minutes: 2 }),
])

describe.each(databaseForms)('a version, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    await writeIndex(db, buildIndexWrite({ artifacts: [churn, gone] }))
  })

  afterAll(() => seeded.remove())

  const find = (version: string, viewer = allRepos) =>
    findVersion(db, viewer, { repo: 'ml', name: 'churn', version })

  test('has its facts, its commit, and the next lower registered version', async () => {
    expect(await find('v1.10.0')).toMatchObject({
      version: 'v1.10.0',
      commit: fakeOid('b'),
      active: true,
      metrics: { auc: 0.93 },
      latest: false,
      previous: 'v1.9.0',
      author: { name: 'Ana', email: 'ana@example.com' },
      subject: 'Train',
    })
    expect(await find('v1.9.0')).toMatchObject({ stages: ['prod'], previous: null })
  })

  test('is not the latest one where nothing is registered any more', async () => {
    const key = { repo: 'ml', name: 'gone', version: 'v1.0.0' }
    expect((await findVersion(db, allRepos, key))?.latest).toBe(false)
    expect((await findVersion(db, allRepos, { ...key, at: START + 120 }))?.latest).toBe(false)
  })

  test('passes a deregistered version over, and is found although it is deregistered', async () => {
    expect(await find('v1.12.0')).toMatchObject({ latest: true, previous: 'v1.10.0' })
    expect(await find('v1.11.0')).toMatchObject({ active: false, previous: 'v1.10.0' })
  })

  test('registered on two commits is the one that is shown first', async () => {
    expect(await find('v1.12.0')).toMatchObject({ commit: fakeOid('f') })
  })

  test('is found by `latest`, and by its commit where nothing is registered', async () => {
    expect((await find('latest'))?.version).toBe('v1.12.0')
    const dev = { version: fakeOid('d'), registered: false, latest: false, previous: null }
    expect(await find(fakeOid('d'))).toMatchObject({ ...dev, stages: ['dev'] })
  })

  test('that does not exist and one that the viewer may not see are both null', async () => {
    expect(await find('v7.0.0')).toBe(null)
    expect(await find('prod')).toBe(null)
    expect(await find('v1.9.0', { repos: [] })).toBe(null)
  })
})
