import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { createGitRepo } from '@/lib/testing/git-repo'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { SEARCHES } from '@/lib/testing/searches'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'
import { buildDemo } from '@/scripts/demo/build-demo.mjs'
import { listModels } from './list-models'

const REGISTRIES = 'lib/testing/conformance/repos'
const ALL = 52

/** The demo's three repositories and nine real registries. */
async function writeRegistries(): Promise<Readonly<Record<string, string>>> {
  const demo: { repos: string[] } = await buildDemo(path.join(createTempDir(), 'demo'))
  const repos = demo.repos.map((dir) => [path.basename(dir, '.git'), dir] as const)
  const files = readdirSync(REGISTRIES).filter((file) => file.endsWith('.fi'))
  for (const file of files) {
    const repo = await createGitRepo()
    await repo.importStream(path.join(REGISTRIES, file))
    repos.push([path.basename(file, '.fi'), repo.dir])
  }
  return Object.fromEntries(repos)
}

describe.each(databaseForms)('searches of the demo and of real registries, %s', (form) => {
  let tested: TestDatabase
  let names: ReadonlyMap<string, number>

  beforeAll(async () => {
    tested = await openTestDatabase(form)
    const repos = await writeRegistries()
    const fixture = await openSyncFixture(tested.database, { repos })
    for (const slug of Object.keys(repos)) expect(await fixture.sync(slug)).toBe('written')
    await fixture.close()
    const all = await find(tested.database, '')
    const counts = new Map<string, number>()
    for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1)
    names = counts
  })

  afterAll(() => tested.remove())

  test.each(SEARCHES)('%j', async (q, expected) => {
    const found = await find(tested.database, q)
    const shown = found.map(({ repo, name }) => (names.get(name) === 1 ? name : `${repo}/${name}`))
    expect(shown.length === ALL ? 'ALL' : shown.join(' ')).toBe(expected)
  })
})

async function find(db: Database, q: string) {
  const now = new Date('2026-11-26T00:00:00Z')
  const asked = { q, now, sort: 'name', pageSize: 500, me: ['emi@example.com'] }
  return (await listModels(db, { repos: 'all' }, buildModelsRequest(asked))).items
}
