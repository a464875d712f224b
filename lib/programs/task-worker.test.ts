import { afterEach, expect, test } from 'vitest'
import { GitError } from '@/lib/git/git-error'
import { writeRepos } from '@/lib/index/write/write-repos'
import { acceptRefusedRefs, readSyncState, refuseRefs } from '@/lib/journal/sync-state'
import { askWorkers } from '@/lib/promote/repo-reads'
import { openRepoWorkers } from '@/lib/sync/repo-workers'
import { buildConfig, buildRepoConfig } from '@/lib/testing/config'
import { databaseForms, openTestDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { createChurn } from '@/lib/testing/promote-setting'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Worker processes as a server has them, for the repository `ml` and one that does not exist. */
async function openWorkers(form: 'embedded' | 'server') {
  const { repo, second } = await createChurn()
  const { database, remove } = await openTestDatabase(form)
  const missing = `${createTempDir('none')}/missing.git`
  const repos = [
    buildRepoConfig({ slug: 'ml', remote: repo.dir }),
    buildRepoConfig({ slug: 'missing', remote: missing }),
  ]
  const config = buildConfig({ repos, dataDir: createTempDir('data') })
  await writeRepos(
    database,
    repos.map(({ slug }) => ({ slug, url: slug })),
  )
  const workers = openRepoWorkers(config, database)
  closing.push(remove, workers.stop)
  const sync = (slug: string) =>
    workers.syncs.run<string>({ name: 'job', repo: slug, args: [slug] })
  return { repo, second, database, sync, reads: askWorkers(workers.requests) }
}

test.each(databaseForms)('a worker process syncs and reads for the server, %s', async (form) => {
  const { repo, second, database, sync, reads } = await openWorkers(form)
  expect(await sync('ml')).toBe('written')
  expect(await sync('ml')).toBe('unchanged')
  expect(await readSyncState(database, 'ml')).toMatchObject({ status: 'ok', error: null })
  const { rows } = await database.query('SELECT name, latest_version FROM models')
  expect(rows).toEqual([{ name: 'churn', latest_version: 'v1.1.0' }])
  const tag = String(await repo.git(['rev-parse', 'churn@v1.0.0'])).trim()
  expect(await reads.findTags('ml', ['churn@v1.0.0', 'none'])).toEqual(
    new Map([['churn@v1.0.0', tag]]),
  )
  const picked = await reads.listCommits('ml', { branch: '', query: '', paths: [] })
  expect(picked?.commits[0]?.commit).toBe(second)
})

test('a full disk of the database is the same error on both sides', async () => {
  const { database, sync } = await openWorkers('server')
  await database.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$`)
  await database.query(`CREATE TRIGGER full_disk BEFORE UPDATE ON repo_sync
    FOR EACH ROW EXECUTE FUNCTION full_disk()`)
  const error = { code: '53100', message: 'The disk of the database is full.' }
  await expect(sync('ml')).rejects.toMatchObject(error)
})

test('a refusal of a remote is the same error on both sides', async () => {
  const { database, sync, reads } = await openWorkers('server')
  expect(await sync('missing')).toBe('failed')
  expect(await readSyncState(database, 'missing')).toMatchObject({
    status: 'failed',
    error: { code: 'not-found' },
  })
  const error = await reads.findTags('missing', ['a']).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(GitError)
  expect(error).toMatchObject({ code: 'not-found' })
})

test.each(databaseForms)(
  'refs that took too much are read again when they change, %s',
  async (form) => {
    const { repo } = await createChurn()
    const { database, remove } = await openTestDatabase(form)
    closing.push(remove)
    const fixture = await openSyncFixture(database, { repos: { ml: repo.dir } })
    closing.push(fixture.close)
    const seen: (string | null)[] = []
    const { withReadLock } = fixture.context
    Object.assign(fixture.context, {
      withReadLock: ((wanted, use) => {
        seen.push(wanted.refs)
        return withReadLock(wanted, use)
      }) satisfies typeof withReadLock,
    })
    expect(await fixture.sync('ml')).toBe('written')
    const [refs = ''] = seen
    const why = 'Reading the repository took more than 180 seconds.'
    const refuse = async () => {
      await dropIndex(database)
      const at = new Date()
      await refuseRefs(database, 'ml', { refs: refs ?? '', why, at, retryAt: at })
      expect(await fixture.sync('ml')).toBe('failed')
      expect(await readSyncState(database, 'ml')).toMatchObject({
        status: 'failed',
        error: { code: 'reading-limit', message: why },
      })
    }
    await refuse()
    await acceptRefusedRefs(database, 'ml')
    expect(await fixture.sync('ml')).toBe('written')
    await refuse()
    await repo.tag('churn@v1.2.0')
    expect(await fixture.sync('ml')).toBe('written')
  },
)
