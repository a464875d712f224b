import { renameSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { listProblems } from '@/lib/index/read/list-problems'
import { acceptHeldTags } from '@/lib/journal/seen-tags'
import { readSyncState } from '@/lib/journal/sync-state'
import { databaseForms, openTestDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { rawGit } from '@/lib/testing/raw-git'
import { readAnswers, readModel, readModels } from '@/lib/testing/read-answers'
import { openSyncFixture, type SyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openRepoMirror } from './open-repo-mirror'

const START = 1_700_000_000
const NOW = new Date((START + 86_400) * 1000)

const opened: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

type Setting = {
  readonly repo: GitRepo
  readonly database: Database
  readonly fixture: SyncFixture
}

async function createSetting(form: Database['kind']): Promise<Setting> {
  const repo = await createGitRepo({ dir: path.join(createTempDir('remote'), 'churn.git') })
  await repo.commit({ files: { 'a.txt': 'a' }, at: START })
  await repo.tag('churn@v1.0.0', { at: START + 1 })
  const { database, remove } = await openTestDatabase(form)
  opened.push(remove)
  const fixture = await openSyncFixture(database, { repos: { ml: repo.dir }, now: () => NOW })
  opened.push(fixture.close)
  return { repo, database, fixture }
}

/** Problems as `code scope tag`, with what they say. */
async function listFound(database: Database): Promise<readonly (readonly (string | null)[])[]> {
  const asked = { repo: 'ml', page: 1, pageSize: 100 }
  const { items } = await listProblems(database, { repos: 'all' }, asked)
  return items.map(({ code, artifact, tag, detail }) => [code, artifact, tag, detail])
}

describe.each(databaseForms)('what was seen of tags, %s', (form) => {
  test('reports a moved tag, and keeps its old object', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    const old = await repo.resolve('refs/tags/churn@v1.0.0')
    await repo.tag('churn@v1.0.0', { at: START + 2, message: 'moved' })
    await fixture.sync('ml')
    expect(await listFound(database)).toEqual([
      [
        ...['tag-moved', 'churn', 'churn@v1.0.0'],
        `another object, ${old.slice(0, 7)}, until ${NOW.toISOString()}`,
      ],
    ])
    const [config] = fixture.context.config.repos
    if (!config) throw new Error('no repository')
    const mirror = await openRepoMirror(fixture.context.config, config)
    const kept = await rawGit(mirror.dir, ['cat-file', '-t', `refs/registry/keep/${old}`])
    expect(String(kept).trim()).toBe('tag')
    expect(fixture.bugs).toEqual([])
  })

  test('reports a vanished tag until it exists again', async () => {
    const { repo, database, fixture } = await createSetting(form)
    const oid = await repo.tag('churn#prod#1', { at: START + 2 })
    await fixture.sync('ml')
    await repo.deleteTag('churn#prod#1')
    await fixture.sync('ml')
    expect(await listFound(database)).toEqual([['tags-vanished', 'churn', 'churn#prod#1', '']])
    expect((await readModel(database, 'ml', 'churn')).stages).toEqual({})
    await repo.git(['update-ref', 'refs/tags/churn#prod#1', oid])
    await fixture.sync('ml')
    expect(await listFound(database)).toEqual([])
  })

  test('reports models that vanished completely', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await repo.tag('fraud@v1.0.0', { at: START + 2 })
    await repo.tag('fraud@v1.1.0', { at: START + 3, commit: 'HEAD' })
    await fixture.sync('ml')
    await repo.deleteTag('fraud@v1.0.0')
    await repo.deleteTag('fraud@v1.1.0')
    await fixture.sync('ml')
    const gone = [['tags-vanished', null, null, 'fraud@v1.0.0, fraud@v1.1.0']]
    expect(await listFound(database)).toEqual(gone)
    await repo.tag('churn#prod#1', { at: START + 4 })
    await fixture.sync('ml')
    expect(await listFound(database)).toEqual(gone)
  })

  test('reports tags that vanish while the index is dropped', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await repo.tag('fraud@v1.0.0', { at: START + 2 })
    await fixture.sync('ml')
    await dropIndex(database)
    await repo.deleteTag('fraud@v1.0.0')
    await fixture.sync('ml')
    expect(await listFound(database)).toEqual([['tags-vanished', null, 'fraud@v1.0.0', '']])
  })

  test('starts again when the slug is given to another repository', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    const other = path.join(createTempDir('remote'), 'fraud.git')
    renameSync(repo.dir, other)
    const moved = await openSyncFixture(database, { repos: { ml: other }, now: () => NOW })
    opened.push(moved.close)
    await rawGit(other, ['tag', '-d', 'churn@v1.0.0'])
    await moved.sync('ml')
    expect(await listFound(database)).toEqual([])
  })
})

describe.each(databaseForms)('a shrink, %s', (form) => {
  async function shrink({ repo, fixture }: Setting): Promise<void> {
    const head = await repo.resolve('refs/tags/churn@v1.0.0')
    for (let patch = 1; patch < 20; patch += 1) repo.rawRef(`refs/tags/churn@v1.0.${patch}`, head)
    await fixture.sync('ml')
    for (let patch = 1; patch < 6; patch += 1) await repo.deleteTag(`churn@v1.0.${patch}`)
  }

  test('is held back until a person accepts it', async () => {
    const setting = await createSetting(form)
    const { database, fixture } = setting
    await shrink(setting)
    const before = await readAnswers(database, ['ml'])
    expect([await fixture.sync('ml'), await fixture.sync('ml')]).toEqual(['failed', 'failed'])
    expect((await readSyncState(database, 'ml'))?.error).toMatchObject({
      code: 'tags-vanished',
      message: '5 of 20 registry tags are gone from the remote at once.',
    })
    expect(await readAnswers(database, ['ml'])).toBe(before)
    await acceptHeldTags(database, 'ml')
    expect(await fixture.sync('ml')).toBe('written')
    expect(await readAnswers(database, ['ml'])).not.toBe(before)
    expect(fixture.bugs).toEqual([])
  })

  test('that grows after it was accepted is held back again', async () => {
    const setting = await createSetting(form)
    const { repo, database, fixture } = setting
    await shrink(setting)
    await fixture.sync('ml')
    await acceptHeldTags(database, 'ml')
    await repo.deleteTag('churn@v1.0.6')
    expect(await fixture.sync('ml')).toBe('failed')
  })

  test('that was accepted and then undone is held back when it happens again', async () => {
    const setting = await createSetting(form)
    const { repo, database, fixture } = setting
    const head = await repo.resolve('refs/tags/churn@v1.0.0')
    await shrink(setting)
    await fixture.sync('ml')
    await acceptHeldTags(database, 'ml')
    for (let patch = 1; patch < 6; patch += 1) repo.rawRef(`refs/tags/churn@v1.0.${patch}`, head)
    expect(await fixture.sync('ml')).toBe('unchanged')
    for (let patch = 1; patch < 6; patch += 1) await repo.deleteTag(`churn@v1.0.${patch}`)
    expect(await fixture.sync('ml')).toBe('failed')
  })

  test('that was undone cannot be accepted', async () => {
    const setting = await createSetting(form)
    const { repo, database, fixture } = setting
    const head = await repo.resolve('refs/tags/churn@v1.0.0')
    await shrink(setting)
    await fixture.sync('ml')
    for (let patch = 1; patch < 6; patch += 1) repo.rawRef(`refs/tags/churn@v1.0.${patch}`, head)
    expect(await fixture.sync('ml')).toBe('unchanged')
    await acceptHeldTags(database, 'ml')
    for (let patch = 1; patch < 6; patch += 1) await repo.deleteTag(`churn@v1.0.${patch}`)
    expect(await fixture.sync('ml')).toBe('failed')
  })
})

describe.each(databaseForms)('a remote that lists nothing any more, %s', (form) => {
  test('keeps its registry, however small, until a person accepts it', async () => {
    const setting = await createSetting(form)
    const { repo, database, fixture } = setting
    await fixture.sync('ml')
    const before = await readAnswers(database, ['ml'])
    const empty = path.join(createTempDir('remote'), 'empty.git')
    await rawGit(path.dirname(empty), ['init', '--quiet', '--bare', empty])
    const away = `${repo.dir}.away`
    renameSync(repo.dir, away)
    renameSync(empty, repo.dir)
    expect([await fixture.sync('ml'), await fixture.sync('ml')]).toEqual(['failed', 'failed'])
    expect((await readSyncState(database, 'ml'))?.error).toMatchObject({
      code: 'tags-vanished',
      message: 'The remote had branches or tags and lists none now.',
    })
    expect(await readAnswers(database, ['ml'])).toBe(before)
    await acceptHeldTags(database, 'ml')
    expect(await fixture.sync('ml')).toBe('written')
    expect((await readModels(database)).total).toBe(0)
    expect(await fixture.sync('ml')).toBe('unchanged')
    expect(fixture.bugs).toEqual([])
  })

  test('is synced again without a person when its refs are back', async () => {
    const { repo, fixture } = await createSetting(form)
    await fixture.sync('ml')
    const refs = (
      await repo.git(['for-each-ref', '--format=create %(refname) %(objectname)'])
    ).toString()
    const names = refs
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '')
    for (const name of names) await repo.git(['update-ref', '-d', name])
    expect(await fixture.sync('ml')).toBe('failed')
    for (const line of refs.trim().split('\n')) {
      const [, name = '', oid = ''] = line.split(' ')
      await repo.git(['update-ref', name, oid])
    }
    expect(await fixture.sync('ml')).toBe('unchanged')
  })
})

describe.each(databaseForms)('.signet.yaml, %s', (form) => {
  test('that is broken is a problem with its line', async () => {
    const { repo, database, fixture } = await createSetting(form)
    const rules = 'stages:\n  rules:\n    production:\n      aprovals: 2\n'
    await repo.commit({ files: { '.signet.yaml': rules }, at: START + 2 })
    await fixture.sync('ml')
    const asked = { repo: 'ml', page: 1, pageSize: 10 }
    const { items } = await listProblems(database, { repos: 'all' }, asked)
    expect(items).toMatchObject([{ code: 'policy-broken', file: '.signet.yaml', line: 3 }])
  })

  test('counts as broken when HEAD names no branch', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await repo.setHead('gone')
    await fixture.sync('ml')
    const asked = { repo: 'ml', page: 1, pageSize: 10 }
    const { items } = await listProblems(database, { repos: 'all' }, asked)
    expect(items).toMatchObject([{ code: 'policy-broken', file: '.signet.yaml', commit: null }])
  })

  test('that is no YAML is broken too', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await repo.commit({ files: { '.signet.yaml': 'stages: [' }, at: START + 2 })
    await fixture.sync('ml')
    expect(await listFound(database)).toMatchObject([
      ['policy-broken', null, null, expect.anything()],
    ])
    expect((await readModels(database)).total).toBe(1)
  })
})
