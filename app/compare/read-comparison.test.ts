import { afterAll, beforeAll, expect, test } from 'vitest'
import { processDatabase } from '@/lib/database/get-database'
import { writeIndex } from '@/lib/index/write/write-index'
import { openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import { findCompared } from './read-comparison'

/** One name on two commits, of which production has the one that is not shown first. */
const churn = buildArtifact('churn', [
  buildTag('churn@v1.0.0', { alias: 'a', minutes: 1 }),
  buildTag('churn@v1.0.0#2', { alias: 'b', minutes: 2 }),
  buildTag('churn#production#3', { alias: 'a', minutes: 3 }),
])

let opened: TestDatabase

beforeAll(async () => {
  opened = await openTestDatabase('embedded')
  await writeIndex(opened.database, buildIndexWrite({ artifacts: [churn] }))
  processDatabase.set(opened.database)
})

afterAll(async () => {
  processDatabase.set(null)
  await opened.remove()
})

const findCommit = async (version: string) =>
  (await findCompared({ repos: 'all' }, { repo: 'ml', name: 'churn', version }))?.version.commit

test('a stage stands for the commit that it holds, a name for the one that is shown first', async () => {
  expect(await findCommit('production')).toBe(fakeOid('a'))
  expect(await findCommit('v1.0.0')).toBe(fakeOid('b'))
})
