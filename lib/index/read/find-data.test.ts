import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import { listImportKeys, objectKey, urlKey } from '@/lib/registry/data-key'
import type { DataPlace } from '@/lib/registry/data-places'
import type { DataOrigin } from '@/lib/registry/origins'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite } from '@/lib/testing/index-write'
import { buildArtifact, buildTag, fakeOid } from '@/lib/testing/registry-artifact'
import { findData } from './find-data'
import type { Viewer } from './viewer'

const all: Viewer = { repos: 'all' }

/** The md5 of a content that has a letter for a name. */
const md5 = (letter: string) => letter.charCodeAt(0).toString(16).repeat(16)
const urlOf = (slug: string) => `https://git.example.com/ml/${slug}.git`

type Model = { readonly hash: string; readonly origins: readonly DataOrigin[] }

/** A repository with one model of one version, which `stage` may hold. */
async function write(
  db: Database,
  slug: string,
  { model, stage, data = [] }: { model?: Model; stage?: string; data?: readonly DataPlace[] },
): Promise<void> {
  const name = `${slug}-model`
  const tags = [
    buildTag(`${name}@v1.0.0`, { alias: slug, minutes: 1 }),
    ...(stage === undefined ? [] : [buildTag(`${name}#${stage}#1`, { alias: slug, minutes: 2 })]),
  ]
  const facts = { [slug]: { path: 'm.pkl', size: 7, ...model } }
  const artifacts = model === undefined ? [] : [buildArtifact(name, tags, { head: slug, facts })]
  const head = { branch: 'main', commit: fakeOid(slug) }
  await writeIndex(db, buildIndexWrite({ slug, url: urlOf(slug), artifacts, data, head }))
}

const made = (key: string, path: string, stage: string): DataPlace => ({
  ...{ key, path, stage },
  ...{ role: 'made', size: 12 },
})
const read = (key: string, path: string, stage: string): DataPlace => ({
  ...{ key, path, stage },
  ...{ role: 'read', size: null },
})

/** That a file was copied from the URL. */
const sourceOf = (stage: string): DataPlace => ({
  ...read(urlKey('s3://b/raw.csv'), 's3://b/raw.csv', stage),
  role: 'source',
})

/**
 * `data` has the dataset; `features` prepares it without a model; `first` trains on what was prepared, and `second` on
 * the model of `first`, which it imports without its hash; `cloud` reads the object that the dataset was copied from.
 */
async function seed(db: Database): Promise<void> {
  const object = objectKey('s3://b/raw.csv', 'v7')
  await write(db, 'data', {
    data: [
      made(md5('r'), 'raw.csv', 'raw.csv.dvc'),
      { ...read(object, 's3://b/raw.csv', 'raw.csv.dvc'), role: 'copied' },
      sourceOf('raw.csv.dvc'),
    ],
  })
  await write(db, 'features', {
    data: [
      made(md5('r'), 'in.csv', 'in.csv.dvc'),
      read(md5('r'), 'in.csv', 'dvc.yaml:prepare'),
      made(md5('p'), 'out', 'dvc.yaml:prepare'),
    ],
  })
  await write(db, 'first', {
    model: { hash: md5('1'), origins: [{ key: md5('p'), path: 'features' }] },
    stage: 'production',
  })
  await write(db, 'older', {
    data: [made(md5('o'), 'old.csv', 'old.csv.dvc'), sourceOf('old.csv.dvc')],
  })
  const importOf = (path: string) => {
    const from = { url: 'git@git.example.com:ml/first', commit: fakeOid('first'), path }
    return listImportKeys(from).map((key) => ({ key, path }))
  }
  await write(db, 'second', { model: { hash: md5('2'), origins: importOf('m.pkl') } })
  await write(db, 'other', { model: { hash: md5('3'), origins: importOf('elsewhere.csv') } })
  await write(db, 'cloud', { model: { hash: md5('4'), origins: [{ key: object, path: 'x' }] } })
  await writeSet(db)
  await writeLabels(db)
}

/** `labels` keeps a dataset in Git, of which `uses` has two copies: as it is, and with the line ends that DVC 2 ignored. */
async function writeLabels(db: Database): Promise<void> {
  const md5s = [md5('l'), md5('m')]
  const facts = { labels: { path: 'labels.csv', hash: GIT, md5s, size: 5 } }
  const artifacts = [
    buildArtifact('labels', [buildTag('labels@v1.0.0', { alias: 'labels' })], { facts }),
  ]
  await writeIndex(db, buildIndexWrite({ slug: 'labels', url: urlOf('labels'), artifacts }))
  await write(db, 'uses', {
    model: { hash: md5('5'), origins: [{ key: md5('l'), path: 'in.csv' }] },
  })
  await write(db, 'old', {
    model: { hash: md5('6'), origins: [{ key: md5('m'), path: 'in.csv' }] },
  })
}

const GIT = `git:${'b'.repeat(40)}`

/** `sets` has a dataset whose two versions and whose head have the same content. */
async function writeSet(db: Database): Promise<void> {
  const same = { path: 'set.csv', hash: md5('s'), size: 9 }
  const tags = [
    buildTag('set@v1.0.0', { alias: 'one', minutes: 1 }),
    buildTag('set@v1.1.0', { alias: 'two', minutes: 2 }),
  ]
  const facts = { one: same, two: same, head: same }
  const artifacts = [buildArtifact('set', tags, { head: 'head', facts })]
  const data = [made(md5('s'), 'set.csv', 'set.csv.dvc')]
  const head = { branch: 'main', commit: fakeOid('head') }
  await writeIndex(db, buildIndexWrite({ slug: 'sets', url: urlOf('sets'), artifacts, data, head }))
}

function find(db: Database, hash: string, viewer = all) {
  return findData(db, viewer, { hash, addressesOf: (repo) => [`/srv/${repo}.git`, urlOf(repo)] })
}

async function descendantsOf(db: Database, hash: string, viewer = all) {
  const found = await find(db, hash, viewer)
  return found?.descendants.map(({ model, stages }) => [model, ...stages].join(' ')) ?? null
}

describe.each(databaseForms)('findData, %s', (form) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await openTestDatabase(form)
    await seed(opened.database)
  })
  afterAll(() => opened.remove())

  test('a dataset is seen where it is made and read', async () => {
    const found = await find(opened.database, md5('r'))
    expect(found?.seen.map(({ repo, path, role, stage }) => [repo, path, role, stage])).toEqual([
      ['data', 'raw.csv', 'made', 'raw.csv.dvc'],
      ['features', 'in.csv', 'made', 'in.csv.dvc'],
      ['features', 'in.csv', 'read', 'dvc.yaml:prepare'],
    ])
    expect(found?.seen[0]).toEqual({
      ...{ repo: 'data', path: 'raw.csv', role: 'made', stage: 'raw.csv.dvc' },
      ...{ model: null, version: null, commit: fakeOid('data'), size: 12 },
    })
    expect(found?.complete).toBe(true)
  })

  test('its descendants are found through other repositories, those in stages first', async () => {
    const { database } = opened
    expect(await descendantsOf(database, md5('r'))).toEqual([
      'first-model production',
      'cloud-model',
      'second-model',
    ])
    const [first] = (await find(database, md5('r')))?.descendants ?? []
    expect(first).toEqual({
      ...{ repo: 'first', model: 'first-model', version: 'v1.0.0', commit: fakeOid('first') },
      ...{ stages: ['production'], path: 'm.pkl' },
    })
  })

  test('the content of a version is known from the version, and from who imports its commit', async () => {
    const found = await find(opened.database, md5('1'))
    expect(found?.seen).toEqual([
      {
        ...{ repo: 'first', path: 'm.pkl', role: 'version', stage: null, model: 'first-model' },
        ...{ version: 'v1.0.0', commit: fakeOid('first'), size: 7 },
      },
    ])
    expect(found?.descendants.map(({ model }) => model)).toEqual(['second-model'])
  })

  test('the versions of a dataset come first, and its head is named once', async () => {
    const found = await find(opened.database, md5('s'))
    expect(
      found?.seen.map(({ path, role, version, stage }) => [path, role, version ?? stage]),
    ).toEqual([
      ['set.csv', 'version', 'v1.0.0'],
      ['set.csv', 'version', 'v1.1.0'],
      ['set.csv', 'made', 'set.csv.dvc'],
    ])
  })

  test.each([
    ['the id of its blob', GIT],
    ['its md5', md5('l')],
    ['the md5 of its text', md5('m')],
  ])('a file in Git is found by %s, with what was made from copies of it', async (_, hash) => {
    const { database } = opened
    const found = await find(database, hash)
    const seen = found?.seen.map(({ repo, role, path, model }) => [repo, role, path, model])
    expect(seen).toEqual([
      ['labels', 'version', 'labels.csv', 'labels'],
      ['old', 'read', 'in.csv', 'old-model'],
      ['uses', 'read', 'in.csv', 'uses-model'],
    ])
    expect(await descendantsOf(database, hash)).toEqual(['old-model', 'uses-model'])
  })

  test('a file in Git of a hidden repository joins nothing', async () => {
    const { database } = opened
    const viewer: Viewer = { repos: ['uses', 'old'] }
    expect(await descendantsOf(database, md5('l'), viewer)).toEqual(['uses-model'])
    expect(await find(database, GIT, viewer)).toBe(null)
  })

  test('other content of the same URL is told apart, and joins nothing', async () => {
    const { database } = opened
    expect((await find(database, md5('r')))?.sameUrl).toEqual([
      {
        ...{ repo: 'older', path: 'old.csv', stage: 'old.csv.dvc', url: 's3://b/raw.csv' },
        ...{ hash: md5('o'), commit: fakeOid('older') },
      },
    ])
    expect(await descendantsOf(database, md5('o'))).toEqual([])
    expect((await find(database, md5('r'), { repos: ['data'] }))?.sameUrl).toEqual([])
    expect((await find(database, md5('r'), { repos: ['features', 'older'] }))?.sameUrl).toEqual([])
  })

  test('what only versions were made from is known by their paths', async () => {
    const found = await find(opened.database, md5('p'), { repos: ['first'] })
    expect(found?.seen).toEqual([
      {
        ...{ repo: 'first', path: 'features', role: 'read', stage: null, model: 'first-model' },
        ...{ version: 'v1.0.0', commit: fakeOid('first'), size: null },
      },
    ])
  })

  test('nothing of a hidden repository is told, and nothing is followed through one', async () => {
    const { database } = opened
    const without = (hidden: string): Viewer => ({
      repos: ['data', 'features', 'first', 'second', 'other', 'cloud'].filter(
        (slug) => slug !== hidden,
      ),
    })
    expect(await descendantsOf(database, md5('r'), without('first'))).toEqual(['cloud-model'])
    expect(await descendantsOf(database, md5('r'), without('features'))).toEqual(['cloud-model'])
    expect(await descendantsOf(database, md5('r'), without('data'))).toEqual([
      'first-model production',
      'second-model',
    ])
    expect(await find(database, md5('1'), without('first'))).toBe(null)
    expect(await find(database, md5('r'), { repos: [] })).toBe(null)
  })

  test('an unknown hash, an empty file and any other text are not known', async () => {
    const { database } = opened
    for (const hash of [md5('z'), 'd41d8cd98f00b204e9800998ecf8427e', "'; --", '\0', '']) {
      expect(await find(database, hash)).toBe(null)
    }
  })
})
