import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { readSyncState } from '@/lib/journal/sync-state'
import { openTestDatabase } from '@/lib/testing/database'
import { createGitRepo } from '@/lib/testing/git-repo'
import { readAnswers } from '@/lib/testing/read-answers'
import { mountSmallDisk, NO_SMALL_DISK } from '@/lib/testing/small-disk'
import { openSyncFixture } from '@/lib/testing/sync-fixture'

const START = 1_700_000_000
const NOW = new Date((START + 86_400) * 1000)
const MINUTE_LATER = new Date(NOW.getTime() + 60_000).toISOString()

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A repository whose mirror is on a small disk; the database is a server elsewhere. */
async function createSetting() {
  const disk = mountSmallDisk(8)
  if (disk === null) throw new Error('no small disk')
  closing.push(disk.close)
  const repo = await createGitRepo()
  await repo.commit({ files: { 'artifacts.yaml': 'churn: {type: model}\n' }, at: START })
  await repo.tag('churn@v1.0.0', { at: START + 1 })
  const { database, remove } = await openTestDatabase('server')
  closing.push(remove)
  const options = { repos: { ml: repo.dir }, now: () => NOW, dataDir: disk.dir }
  const fixture = await openSyncFixture(database, options)
  closing.push(fixture.close)
  return { repo, database, fixture, disk }
}

const probe = mountSmallDisk(1)
probe?.close()

describe.skipIf(probe === null)(`a disk${probe === null ? NO_SMALL_DISK : ''}`, () => {
  test('with less than 5 % free: nothing is fetched, the registry stays, and a minute later is tried again', async () => {
    const { repo, database, fixture, disk } = await createSetting()
    expect(await fixture.sync('ml')).toBe('written')
    const before = await readAnswers(database, ['ml'])
    const mirrors = path.join(disk.dir, 'mirrors')
    const [name = ''] = readdirSync(mirrors)
    const packs = () => readdirSync(path.join(mirrors, name, 'objects/pack')).sort()
    const fetched = packs()
    await repo.tag('churn@v1.1.0', { commit: await repo.commit({ at: START + 2 }), at: START + 3 })
    disk.fillTo(0.04 * 8 * 1024 ** 2)
    for (const failures of [1, 2, 3]) {
      expect(await fixture.sync('ml')).toBe('failed')
      expect(await readSyncState(database, 'ml')).toMatchObject({
        failures,
        error: {
          code: 'disk-full',
          message:
            'Less than 5 % of the disk of the Signet server is free: 0.3 MB of 8.4 MB. Nothing is fetched until there is space.',
        },
        retryAt: MINUTE_LATER,
      })
    }
    expect(packs()).toEqual(fetched)
    expect(await readAnswers(database, ['ml'])).toBe(before)
    disk.empty()
    expect(await fixture.sync('ml')).toBe('written')
    expect(await readAnswers(database, ['ml'])).toContain('v1.1.0')
    expect(fixture.bugs).toEqual([])
  })

  test('that is read-only is reported in a sentence, with and without a mirror on it', async () => {
    const { repo, database, fixture, disk } = await createSetting()
    disk.remount('ro')
    expect(await fixture.sync('ml')).toBe('failed')
    const error = {
      code: 'unwritable',
      message:
        'The data directory of the Signet server cannot be written: its file system is read-only.',
    }
    expect((await readSyncState(database, 'ml'))?.error).toMatchObject(error)
    expect(existsSync(path.join(disk.dir, 'mirrors'))).toBe(false)
    disk.remount('rw')
    expect(await fixture.sync('ml')).toBe('written')
    disk.remount('ro')
    expect(await fixture.sync('ml')).toBe('unchanged')
    await repo.tag('churn@v1.0.0', { at: START + 2, message: 'moved' })
    expect(await fixture.sync('ml')).toBe('failed')
    expect((await readSyncState(database, 'ml'))?.error).toMatchObject(error)
    disk.remount('rw')
    expect(await fixture.sync('ml')).toBe('written')
    expect(fixture.bugs).toEqual([])
  })
})

test('a full disk of the database is reported as such, and the registry stays', async () => {
  const { database, remove } = await openTestDatabase('server')
  closing.push(remove)
  const repo = await createGitRepo()
  await repo.commit({ files: { 'artifacts.yaml': 'churn: {type: model}\n' }, at: START })
  await repo.tag('churn@v1.0.0', { at: START + 1 })
  const fixture = await openSyncFixture(database, { repos: { ml: repo.dir }, now: () => NOW })
  closing.push(fixture.close)
  await fixture.sync('ml')
  const before = await readAnswers(database, ['ml'])
  await database.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$`)
  await database.query(
    'CREATE TRIGGER full_disk BEFORE INSERT ON event_rows FOR EACH ROW EXECUTE FUNCTION full_disk()',
  )
  await repo.tag('churn#production#1', { at: START + 2 })
  expect(await fixture.sync('ml')).toBe('failed')
  expect((await readSyncState(database, 'ml'))?.error).toMatchObject({
    code: 'disk-full',
    message: 'The disk of the database is full.',
  })
  expect(await readAnswers(database, ['ml'])).toBe(before)
  await database.query('DROP TRIGGER full_disk ON event_rows')
  expect(await fixture.sync('ml')).toBe('written')
  expect(fixture.bugs).toEqual([])
})
