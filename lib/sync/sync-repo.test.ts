// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { renameSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { isDatabaseUnavailable } from '@/lib/database/is-database-unavailable'
import { acquireLease } from '@/lib/database/lease'
import { listEvents } from '@/lib/index/read/list-events'
import { listProblems } from '@/lib/index/read/list-problems'
import { listRepos } from '@/lib/index/read/list-repos'
import { readSyncState } from '@/lib/journal/sync-state'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { interceptStatements } from '@/lib/testing/intercept-statements'
import { readAnswers, readModel, readModels } from '@/lib/testing/read-answers'
import {
  openSyncFixture,
  type SyncFixture,
  type SyncFixtureOptions,
} from '@/lib/testing/sync-fixture'

const opened: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})

type Setting = {
  readonly repo: GitRepo
  readonly database: Database
  readonly fixture: SyncFixture
}

/** A repository with two models, one of them in production. */
async function createSetting(
  form: Database['kind'],
  options: Omit<SyncFixtureOptions, 'repos'> = {},
): Promise<Setting> {
  const repo = await createGitRepo()
  const annotated = 'churn:\n  type: model\n  labels: [tabular]\n  path: models/churn.pkl\n'
  await repo.commit({ files: { 'artifacts.yaml': annotated }, at: 1_700_000_000 })
  await repo.tag('churn@v1.0.0', { at: 1_700_000_100 })
  await repo.tag('churn#production#1', { at: 1_700_000_200 })
  await repo.tag('fraud@v0.1.0', { at: 1_700_000_300 })
  const test = await openTestDatabase(form)
  opened.push(() => test.remove())
  return { repo, database: test.database, fixture: await openWorld(test, repo, options) }
}

async function openWorld(
  { database }: Pick<TestDatabase, 'database'>,
  repo: GitRepo,
  options: Omit<SyncFixtureOptions, 'repos'>,
): Promise<SyncFixture> {
  const fixture = await openSyncFixture(database, { repos: { ml: repo.dir }, ...options })
  opened.push(() => fixture.close())
  return fixture
}

/** Rows of the models table with the transaction that wrote each. */
async function listWriters(database: Database): Promise<Record<string, unknown>> {
  const { rows } = await database.query('SELECT name, xmin::text AS writer FROM model_rows')
  return Object.fromEntries(rows.map((row) => [row.name, row.writer]))
}

describe.each(databaseForms)('a sync, %s', (form) => {
  test('writes a repository into the index', async () => {
    const { database, fixture } = await createSetting(form)
    expect(await fixture.sync('ml')).toBe('written')
    const { items } = await readModels(database)
    expect(items.map(({ name, type, labels }) => ({ name, type, labels }))).toEqual([
      { name: 'churn', type: 'model', labels: ['tabular'] },
      { name: 'fraud', type: null, labels: [] },
    ])
    const churn = await readModel(database, 'ml', 'churn')
    expect(churn.latest?.version).toBe('v1.0.0')
    expect(churn.stages.production?.map((holder) => holder.tag)).toEqual(['churn#production#1'])
    const state = await readSyncState(database, 'ml')
    expect([state?.status, state?.error, state?.failures]).toEqual(['ok', null, 0])
  })

  test('says how many refs have names that are too long to show', async () => {
    const { repo, database, fixture } = await createSetting(form)
    const long = Array.from({ length: 3 }, () => 'x'.repeat(100)).join('/')
    await repo.lightweightTag(long)
    expect(await fixture.sync('ml')).toBe('written')
    const { rows } = await database.query("SELECT code, detail FROM problems WHERE scope = ''")
    expect(rows).toEqual([
      { code: 'name-too-long', detail: '1 branch or tag has a name of more than 255 bytes' },
    ])
  })

  test('lists what is wrong with a file once, however many models it has', async () => {
    const { repo, database, fixture } = await createSetting(form)
    const dvc =
      'vars: [gone.yaml]\nartifacts: { a: { path: "${x}" }, b: { path: b }, c: { path: c } }'
    await repo.commit({ files: { 'many/dvc.yaml': dvc } })
    expect(await fixture.sync('ml')).toBe('written')
    const query = { repo: 'ml', page: 1, pageSize: 50 }
    const { items, total } = await listProblems(database, { repos: 'all' }, query)
    const ofFile = items.filter(({ file }) => file === 'many/dvc.yaml')
    expect(ofFile.map(({ code, artifact, detail }) => [code, artifact, detail])).toEqual([
      ['dvc-vars-missing', null, '"gone.yaml"'],
      ['template-unresolved', 'many:a', '"${x}"'],
    ])
    const [shown] = await listRepos(database, { repos: 'all' })
    expect(shown?.problems).toBe(total)
  })

  test('sends the database three statements when nothing changed', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    let statements = 0
    const counting = interceptStatements(database, (number) => {
      statements = number
    })
    const dataDir = fixture.context.config.dataDir
    const counted = await openWorld({ database: counting }, repo, { dataDir })
    // Making the repositories known is not part of a sync.
    const before = statements
    expect(await counted.sync('ml')).toBe('unchanged')
    expect(statements - before).toBe(3)
  })

  test('changes nothing when nothing changed', async () => {
    const { database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    const before = [await readAnswers(database, ['ml']), await listWriters(database)]
    expect(await fixture.sync('ml')).toBe('unchanged')
    expect([await readAnswers(database, ['ml']), await listWriters(database)]).toEqual(before)
  })

  test('derives only the model of a new tag', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    const before = await listWriters(database)
    await repo.tag('fraud@v0.2.0', { at: 1_700_000_400 })
    expect(await fixture.sync('ml')).toBe('written')
    const after = await listWriters(database)
    expect(after.churn).toBe(before.churn)
    expect(after.fraud).not.toBe(before.fraud)
    expect((await readModel(database, 'ml', 'fraud')).latest?.version).toBe('v0.2.0')
  })

  test('removes a model whose last tag is gone', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    await repo.deleteTag('fraud@v0.1.0')
    await fixture.sync('ml')
    expect((await readModels(database)).items.map((model) => model.name)).toEqual(['churn'])
  })

  test('adds a model that a branch declares, and removes it with the declaration', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    const dvc = 'artifacts:\n  seg:\n    path: seg.pt\n    type: model\n'
    await repo.commit({ files: { 'vision/dvc.yaml': dvc }, at: 1_700_000_500 })
    await fixture.sync('ml')
    expect((await readModel(database, 'ml', 'vision:seg')).path).toBe('vision/seg.pt')
    await repo.commit({ files: { 'vision/dvc.yaml': null }, at: 1_700_000_600 })
    await fixture.sync('ml')
    expect((await readModels(database)).items.map((model) => model.name)).toEqual([
      'churn',
      'fraud',
    ])
  })

  test('follows a stage name that becomes the folder of another', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    await repo.deleteTag('churn#production#1')
    await repo.tag('churn#production', { at: 1_700_000_700 })
    await fixture.sync('ml')
    await repo.deleteTag('churn#production')
    await repo.tag('churn#production/eu#2', { at: 1_700_000_800 })
    await fixture.sync('ml')
    expect(Object.keys((await readModel(database, 'ml', 'churn')).stages)).toEqual([
      'production/eu',
    ])
  })

  test('keeps the last good index when the remote is gone, with the reason', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await fixture.sync('ml')
    const before = await readAnswers(database, ['ml'])
    renameSync(repo.dir, `${repo.dir}.away`)
    expect(await fixture.sync('ml')).toBe('failed')
    expect(await fixture.sync('ml')).toBe('failed')
    const state = await readSyncState(database, 'ml')
    expect([state?.status, state?.error?.code, state?.failures]).toEqual(['failed', 'not-found', 2])
    expect(await readAnswers(database, ['ml'])).toBe(before)
    renameSync(`${repo.dir}.away`, repo.dir)
    expect(await fixture.sync('ml')).toBe('unchanged')
    expect((await readSyncState(database, 'ml'))?.error).toBe(null)
    expect(fixture.bugs).toEqual([])
  })

  test('stores its result although its progress could not be written', async () => {
    const { database, fixture } = await createSetting(form)
    await database.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'going away' USING ERRCODE = '57P01'; END $$`)
    await database.query(`CREATE TRIGGER refuse BEFORE UPDATE ON repo_sync FOR EACH ROW
      WHEN (NEW.phase IS NOT NULL) EXECUTE FUNCTION refuse()`)
    expect(await fixture.sync('ml')).toBe('written')
    const state = await readSyncState(database, 'ml')
    expect([state?.status, state?.error, state?.failures]).toEqual(['ok', null, 0])
    expect(fixture.bugs.map(isDatabaseUnavailable)).toContain(true)
  })

  test('leaves a repository to the process that holds its lease', async () => {
    const { database, fixture } = await createSetting(form)
    await acquireLease(database, 'sync:ml', { holder: 'another', seconds: 60 })
    expect(await fixture.sync('ml')).toBe('busy')
    expect((await readModels(database)).total).toBe(0)
  })

  test('is run by one of two concurrent replicas', async () => {
    const { repo, database, fixture } = await createSetting(form)
    const other = await openWorld({ database }, repo, {})
    const outcomes = await Promise.all([fixture.sync('ml'), other.sync('ml')])
    expect(outcomes.sort()).toEqual(['busy', 'written'])
    expect(await other.sync('ml')).toBe('unchanged')
  })

  test('derives again when the settings change', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await repo.commit({ files: { 'a.txt': 'a' }, at: 1_700_000_900 })
    await repo.tag('churn@v1.1.0', { at: 1_700_001_000 })
    await repo.tag('churn#production#2', { at: 1_700_001_100 })
    await fixture.sync('ml')
    const many = await openWorld({ database }, repo, { settings: { versionsPerStage: 'many' } })
    expect(await many.sync('ml')).toBe('written')
    const { stages } = await readModel(database, 'ml', 'churn')
    expect(stages.production?.map((holder) => holder.version)).toEqual(['v1.1.0', 'v1.0.0'])
  })

  test('reads the configured branches, and reports a missing one', async () => {
    const { repo, database, fixture } = await createSetting(form, { branches: ['main', 'next'] })
    await fixture.sync('ml')
    const missing = JSON.parse(await readAnswers(database, ['ml'])).lists[0].items
    expect(missing.map((one: Record<string, unknown>) => [one.code, one.detail])).toEqual([
      ['branch-missing', 'next'],
    ])
    await repo.commit({
      branch: 'next',
      files: { 'artifacts.yaml': 'ranker:\n  type: model\n' },
      at: 1_700_001_200,
    })
    await fixture.sync('ml')
    expect((await readModel(database, 'ml', 'ranker')).type).toBe('model')
  })

  test('reads the annotations again when .gto names another file', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await repo.commit({ files: { 'models.yaml': 'churn:\n  type: other\n' }, at: 1_700_001_000 })
    await repo.tag('churn@v1.1.0', { at: 1_700_001_100 })
    await fixture.sync('ml')
    const typesOf = async () =>
      (await readModel(database, 'ml', 'churn')).versions.map((version) => version.type)
    expect(await typesOf()).toEqual(['model', 'model'])
    await repo.commit({ files: { '.gto': 'index: models.yaml\n' }, at: 1_700_001_200 })
    await fixture.sync('ml')
    // v1.1.0, v1.0.0, and the branch's head, which declares the model and is no version.
    expect(await typesOf()).toEqual(['other', null, 'other'])
  })

  test('answers the same after the index was dropped', async () => {
    const { repo, database, fixture } = await createSetting(form)
    await repo.lightweightTag('churn@v9.0.0')
    await repo.tag('v1', { at: 1_700_001_300 })
    await fixture.sync('ml')
    const before = await readAnswers(database, ['ml'])
    await dropIndex(database)
    expect((await readModels(database)).total).toBe(0)
    expect(await fixture.sync('ml')).toBe('written')
    expect(await readAnswers(database, ['ml'])).toBe(before)
  })

  test('reads an empty repository', async () => {
    const repo = await createGitRepo()
    const test = await openTestDatabase(form)
    opened.push(() => test.remove())
    const fixture = await openWorld(test, repo, {})
    expect(await fixture.sync('ml')).toBe('written')
    expect((await listEvents(test.database, { repos: 'all' }, { limit: 5 })).items).toEqual([])
    expect(fixture.bugs).toEqual([])
  })
})
