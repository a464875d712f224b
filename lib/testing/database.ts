import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import {
  connectDatabase,
  type Database,
  type DatabaseAddress,
  type DatabaseOptions,
  openDatabase,
} from '@/lib/database/database'
import { askKeeper, hasKeeper } from './ask-keeper'
import { startPostgresServer } from './postgres-server'
import { createTempDir } from './temp-dir'

/** The two forms of PostgreSQL that everything runs on; for `describe.each`. */
export const databaseForms: readonly Database['kind'][] = ['embedded', 'server']

export type TestDatabase = {
  readonly database: Database
  /** An empty directory for what a server keeps beside its database. */
  readonly dataDir: string
  remove(): Promise<void>
}

export type OwnDatabase = TestDatabase & {
  /** For opening it again after `database.close()`. */
  readonly options: DatabaseOptions
}

/** A fresh, migrated database of the caller alone. After `remove` it is emptied for another test: making one takes
 *  longer than most tests. */
export async function openTestDatabase(form: Database['kind']): Promise<TestDatabase> {
  const { answer, giveBack } = await askKeeper<DatabaseAddress>(form)
  const database = connectDatabase(answer, 10)
  const dataDir = await createDir()
  return {
    database,
    dataDir,
    async remove() {
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
      await giveBack()
    },
  }
}

/** One with a process of its own, for a test that closes it, opens it again or breaks it. */
export async function openOwnDatabase(form: Database['kind']): Promise<OwnDatabase> {
  const options = await createDatabase(form, await createDir())
  const database = await openDatabase(options)
  return {
    database,
    options,
    dataDir: options.dataDir,
    async remove() {
      await database.close()
      await rm(options.dataDir, { recursive: true, force: true })
    },
  }
}

/** Runs `use` with a fresh database and removes it. */
export async function withDatabase<T>(
  form: Database['kind'],
  use: (database: Database) => Promise<T>,
): Promise<T> {
  const test = await openTestDatabase(form)
  try {
    return await use(test.database)
  } finally {
    await test.remove()
  }
}

function createDir(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'signet-test-data-'))
}

/** Makes one for `openDatabase` to open. */
export async function createDatabase(
  form: Database['kind'],
  dataDir: string,
): Promise<DatabaseOptions> {
  if (form === 'server') return { dataDir, databaseUrl: await createOnServer() }
  await copyEmbeddedTo(dataDir)
  return { dataDir, databaseUrl: null }
}

/** Puts a fresh, migrated embedded database where a process with this data directory looks for its own. */
export async function copyEmbeddedTo(dataDir: string): Promise<void> {
  const template = await requireTemplateDir()
  const place = path.join(dataDir, 'database')
  await mkdir(place, { recursive: true })
  // A third of the time that Node's own copying takes.
  await promisify(execFile)('cp', ['-R', `${template}/.`, place])
}

/** Creating an embedded database takes seconds, copying one does not: made once per machine and migrations. */
async function requireTemplateDir(): Promise<string> {
  const name = `signet-test-template-${process.getuid?.()}-${await hashOfTemplate()}`
  const place = path.join(tmpdir(), name)
  if ((await readdir(place).catch(() => [])).length > 0) return place
  const dataDir = await createDir()
  await (await openDatabase({ dataDir, databaseUrl: null })).close()
  await rename(path.join(dataDir, 'database'), place).catch(() => {})
  await rm(dataDir, { recursive: true })
  return place
}

async function hashOfTemplate(): Promise<string> {
  const hash = createHash('sha256')
  hash.update(await readFile('node_modules/@electric-sql/pglite/package.json'))
  for (const entry of (await readdir('prisma/migrations', { recursive: true })).sort()) {
    if (entry.endsWith('.sql')) hash.update(await readFile(path.join('prisma/migrations', entry)))
  }
  return hash.digest('hex').slice(0, 16)
}

let created = 0
let migratedServer: Promise<string> | null = null

/** The URL of a server with an empty, migrated database `migrated`: that of the test run, else one of this process. */
function requireMigratedServer(): Promise<string> {
  migratedServer ??= hasKeeper() ? findServerOfRun() : startMigratedServer()
  return migratedServer
}

async function findServerOfRun(): Promise<string> {
  const { answer, giveBack } = await askKeeper<string>('postgres')
  await giveBack()
  return answer
}

/** Starts a server that ends with this process. */
export async function startMigratedServer(): Promise<string> {
  const server = await startPostgresServer()
  await execute(server, 'CREATE DATABASE migrated')
  const databaseUrl = `${server}/migrated`
  await (await openDatabase({ dataDir: createTempDir('migrated'), databaseUrl })).close()
  return server
}

async function createOnServer(copied = 'migrated'): Promise<string> {
  const server = await requireMigratedServer()
  created += 1
  const name = `test_${process.pid}_${created}`
  await execute(server, `CREATE DATABASE ${name} TEMPLATE ${copied}`)
  return `${server}/${name}`
}

/** An empty database on the server, not migrated: its URL. */
export function createEmptyServerDatabase(): Promise<string> {
  return createOnServer('template1')
}

async function execute(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
