import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PersonConfig } from '@/lib/config/config'
import { listModels } from '@/lib/index/read/list-models'
import { listProblems } from '@/lib/index/read/list-problems'
import { openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { buildModelsRequest } from '@/lib/testing/models-request'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'

const ANA = { name: 'Ana Souza', email: 'ana@example.com' }
const HOME = { name: 'ana', email: 'ana@home.example' }

let tested: TestDatabase
let repo: GitRepo
let dataDir: string

beforeEach(async () => {
  tested = await openTestDatabase('embedded')
  repo = await createGitRepo()
  dataDir = createTempDir('data')
  const files = {
    'artifacts.yaml': 'm: { owner: ana@example.com }\nn: { owner: ana }\n',
    CODEOWNERS: '* ana@example.com',
  }
  await repo.commit({ files })
})
afterEach(async () => {
  repo.remove()
  await tested.remove()
})

async function sync(people: readonly PersonConfig[] = []): Promise<void> {
  const fixture = await openSyncFixture(tested.database, {
    repos: { ml: repo.dir },
    settings: { people },
    dataDir,
  })
  expect(await fixture.sync('ml')).not.toBe('failed')
  expect(fixture.bugs).toEqual([])
  await fixture.close()
}

async function find(q = '', me: readonly string[] = []) {
  const request = buildModelsRequest({ q, me })
  return await listModels(tested.database, { repos: 'all' }, request)
}

async function listOwners(): Promise<Record<string, readonly string[]>> {
  const { items } = await find()
  return Object.fromEntries(items.map(({ name, owners }) => [name, owners.map((one) => one.name)]))
}

test('a tag of another model says who an address and a name are', async () => {
  await sync()
  expect(await listOwners()).toEqual({ m: ['ana@example.com'], n: ['ana'] })
  await repo.tag('other@v1.0.0', { tagger: ANA })
  await sync()
  expect(await listOwners()).toEqual({ m: ['Ana Souza'], n: ['ana'], other: ['Ana Souza'] })
  await repo.deleteTag('other@v1.0.0')
  await sync()
  expect(await listOwners()).toEqual({ m: ['ana@example.com'], n: ['ana'] })
})

test('.mailmap joins the addresses of a person, who is one owner and one value of the facet', async () => {
  await repo.tag('m@v1.0.0', { tagger: ANA })
  await repo.tag('n@v1.0.0', { tagger: HOME })
  await sync()
  expect(await listOwners()).toEqual({ m: ['Ana Souza'], n: ['ana'] })
  await repo.commit({ files: { '.mailmap': 'Ana Souza <ana@example.com> <ana@home.example>' } })
  await sync()
  const { items, facets } = await find()
  const aliases = ['ana@example.com', 'ana@home.example', 'ana']
  expect(items.map(({ owners }) => owners)).toEqual([
    [{ name: 'Ana Souza', source: 'annotation', email: 'ana@example.com', aliases }],
    [
      {
        name: 'Ana Souza',
        source: 'annotation',
        email: 'ana@example.com',
        aliases: ['ana', 'ana@example.com', 'ana@home.example'],
      },
    ],
  ])
  expect(facets.owners).toEqual([
    { value: 'Ana Souza', count: 2, aliases: ['ana', 'ana@example.com', 'ana@home.example'] },
  ])
})

test.each([
  ['owner:souza', ['m', 'n']],
  ['owner:home', []],
  ['owner:ana@home', ['m', 'n']],
  ['owner:"ANA@home.example"', ['m', 'n']],
  ['owner:"ana"', ['m', 'n']],
  ['owner:"Ana Souza"', ['m', 'n']],
  ['owner:"souza"', []],
  ['owner:"ana@"', []],
])('%s finds a person by any name', async (q, expected) => {
  await repo.tag('m@v1.0.0', { tagger: ANA })
  await repo.tag('n@v1.0.0', { tagger: HOME })
  await repo.commit({ files: { '.mailmap': 'Ana Souza <ana@example.com> <ana@home.example>' } })
  await sync()
  const { items } = await find(q)
  expect(items.map(({ name }) => name)).toEqual(expected)
})

test('owner:@me finds the requester by any name or address', async () => {
  await sync([{ name: 'A. Souza', emails: ['ana@example.com'], names: ['ana'] }])
  for (const [me, expected] of [
    [['ANA@example.com'], ['m', 'n']],
    [
      ['a. souza', 'nobody@example.com'],
      ['m', 'n'],
    ],
    [['Souza', 'ana@'], []],
  ] as const) {
    const { items } = await find('owner:@me', me)
    expect(items.map(({ name }) => name)).toEqual(expected)
    const { facets } = await find('', me)
    const mine = facets.states.find(({ value }) => value === 'mine')
    expect(mine?.count ?? 0).toBe(expected.length)
  }
})

test('a change of the configured people derives the owners again', async () => {
  await repo.tag('m@v1.0.0', { tagger: ANA })
  await sync()
  expect(await listOwners()).toEqual({ m: ['Ana Souza'], n: ['ana'] })
  await sync([{ name: 'A. Souza', emails: ['ana@example.com'], names: ['ana'] }])
  expect(await listOwners()).toEqual({ m: ['A. Souza'], n: ['A. Souza'] })
})

test.each([
  ['5 MB', 'file-too-large', 'Ana <ana@example.com>\n'.repeat(250_000)],
  ['100,000 entries', 'file-too-large', 'A <a>\n'.repeat(100_000)],
  ['20,000 entries', 'list-too-long', 'A <a>\n'.repeat(20_000)],
])('a .mailmap of %s is a problem that states the limit', async (_, code, text) => {
  await repo.commit({ files: { '.mailmap': text } })
  await sync()
  expect(await listOwners()).toEqual({ m: ['ana@example.com'], n: ['ana'] })
  const { items } = await listProblems(
    tested.database,
    { repos: 'all' },
    { repo: 'ml', page: 1, pageSize: 9 },
  )
  expect(items).toMatchObject([{ code, file: '.mailmap' }])
})
