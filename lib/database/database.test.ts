import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import {
  createEmptyServerDatabase,
  databaseForms,
  openOwnDatabase,
  openTestDatabase,
  withDatabase,
} from '@/lib/testing/database'
import { openDatabase } from './database'

const migrations = [
  '0001_index',
  '0002_repo_revision',
  '0003_accounts',
  '0004_proof',
  '0005_promote',
  '0006_unread_rows',
  '0007_refused_refs',
  '0008_generations',
  '0009_pipelines_and_problems',
  '0010_origins',
  '0011_path_changes',
  '0012_search',
  '0015_owners',
  '0016_saved_views',
  '0017_view_tabs',
  '0018_cards',
  '0018_code_diffs',
  '0018_search_in_memory',
  '0019_past',
  '0020_past_lists',
  '0021_insights',
  '0022_stretches',
  '0023_md5_of_git_files',
  '0024_version_owners',
  '0025_event_names',
  '0026_past_ranks',
  '0027_requested_syncs',
].map((name) => ({ migration_name: name }))

async function listMigrations(database: { query(sql: string): Promise<{ rows: unknown[] }> }) {
  const sql = 'SELECT migration_name FROM _prisma_migrations ORDER BY migration_name'
  return (await database.query(sql)).rows
}

describe.each(databaseForms)('a database, %s', (form) => {
  test('is migrated once, however often it is opened', async () => {
    const { database, options, remove } = await openOwnDatabase(form)
    expect(database.kind).toBe(form)
    expect(await database.prisma.indexRevision.findMany()).toEqual([{ id: 1, revision: 0n }])
    await database.close()
    const again = await openDatabase(options)
    expect(await listMigrations(again)).toEqual(migrations)
    await again.close()
    await remove()
  })

  test('orders strings by code point', async () => {
    await withDatabase(form, async ({ prisma }) => {
      const slugs = ['b', 'B', 'a', 'A', 'é', '_']
      await prisma.repoSync.createMany({ data: slugs.map((slug) => ({ slug, url: 'x' })) })
      const rows = await prisma.repoSync.findMany({ orderBy: { slug: 'asc' } })
      expect(rows.map((row) => row.slug)).toEqual(['A', 'B', '_', 'a', 'b', 'é'])
    })
  })

  test('of a newer version is refused', async () => {
    const { database, options, remove } = await openOwnDatabase(form)
    await database.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('x', 'x', '9999_future', now(), 1)`,
    )
    await database.close()
    await expect(openDatabase(options)).rejects.toMatchObject({
      code: 'database-newer',
      message: expect.stringContaining('its migration 9999_future is unknown here'),
    })
    // The refusal leaves nothing locked: the next attempt is refused for the same reason.
    await expect(openDatabase(options)).rejects.toMatchObject({ code: 'database-newer' })
    await remove()
  })

  test('runs several statements of the job queue in one text', async () => {
    await withDatabase(form, async (database) => {
      await database.query('CREATE TABLE jobs (id int); INSERT INTO jobs VALUES (1), (2)')
      expect((await database.query('SELECT id FROM jobs WHERE id > $1', [1])).rows).toEqual([
        { id: 2 },
      ])
    })
  })
})

test('servers that start at the same time on one empty database migrate it once', async () => {
  const databaseUrl = await createEmptyServerDatabase()
  const open = () => openDatabase({ dataDir: '', databaseUrl })
  const databases = await Promise.all([open(), open(), open(), open()])
  expect(await listMigrations(databases[0])).toEqual(migrations)
  await Promise.all(databases.map((database) => database.close()))
})

test.each(databaseForms)('a query after the close is never answered, %s', async (form) => {
  const { database, remove } = await openTestDatabase(form)
  await database.close()
  const answers: unknown[] = []
  for (const asked of [database.query('SELECT 1'), database.prisma.indexRevision.count()]) {
    Promise.resolve(asked).then(
      (answer) => answers.push(answer),
      (error) => answers.push(error),
    )
  }
  await pause(50)
  expect(answers).toEqual([])
  await remove()
})

test('an unreachable server is named without its password', async () => {
  const databaseUrl = 'postgresql://signet:hunter2@127.0.0.1:1/signet'
  const opening = openDatabase({ dataDir: '', databaseUrl })
  await expect(opening).rejects.toMatchObject({
    code: 'database-unreachable',
    message: 'DATABASE_URL cannot be used: connect ECONNREFUSED 127.0.0.1:1',
  })
})

test('an incomplete embedded database is created again', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'signet-test-data-'))
  await mkdir(path.join(dataDir, 'database.new'))
  await writeFile(path.join(dataDir, 'database.new/PG_VERSION'), '18')
  const database = await openDatabase({ dataDir, databaseUrl: null })
  expect(await database.prisma.indexRevision.count()).toBe(1)
  await database.close()
  expect(await readdir(dataDir)).toEqual(['database'])
  await rm(dataDir, { recursive: true })
})

test.each([
  ['a file', (place: string) => writeFile(place, '')],
  [
    'a folder with something else in it',
    (place: string) => mkdir(path.join(place, 'other'), { recursive: true }),
  ],
])(
  'the error names %s in the place of the embedded database, and the remedy',
  async (_what, make) => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'signet-test-data-'))
    await make(path.join(dataDir, 'database'))
    const said = `The embedded database in ${dataDir}/database cannot be opened: `
    await expect(openDatabase({ dataDir, databaseUrl: null })).rejects.toMatchObject({
      code: 'database-broken',
      message: expect.stringMatching(
        new RegExp(
          `^${said}.* With that directory moved away, the next start builds the registry again`,
        ),
      ),
    })
    await rm(dataDir, { recursive: true })
  },
)

test('an embedded database with large tables keeps more of them in memory', async () => {
  const { database, options, remove } = await openOwnDatabase('embedded')
  expect((await database.query('SHOW shared_buffers')).rows).toEqual([{ shared_buffers: '16MB' }])
  await database.close()
  await writeFile(path.join(options.dataDir, 'database/base/large'), '')
  await truncate(path.join(options.dataDir, 'database/base/large'), 400 * 2 ** 20)
  const again = await openDatabase(options)
  expect((await again.query('SHOW shared_buffers')).rows).toEqual([{ shared_buffers: '128MB' }])
  await again.close()
  await remove()
})

test('the error names a broken embedded database and the remedy', async () => {
  const { database, options, remove } = await openOwnDatabase('embedded')
  await database.close()
  await writeFile(path.join(options.dataDir, 'database/global/pg_control'), 'x')
  await expect(openDatabase(options)).rejects.toMatchObject({
    code: 'database-broken',
    message: expect.stringContaining(`The embedded database in ${options.dataDir}/database cannot`),
  })
  await remove()
})

test('a second opening of an embedded database is refused while the first holds it', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'signet-test-data-'))
  const options = { dataDir, databaseUrl: null }
  const first = await openDatabase(options)
  const holder = JSON.parse(await readFile(path.join(dataDir, 'database.lock'), 'utf8'))
  expect(holder.server.pid).toBe(process.pid)
  expect(holder.pid).not.toBe(process.pid)
  await expect(openDatabase(options)).rejects.toMatchObject({ code: 'directory-locked' })
  await first.close()
  await (await openDatabase(options)).close()
  await rm(dataDir, { recursive: true })
})
