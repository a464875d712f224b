import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { type Database, type DatabaseOptions, openDatabase } from '@/lib/index/database'
import { requirePostgresServer } from './postgres-server'

/** The two forms of PostgreSQL that everything runs on; for `describe.each`. */
export const databaseForms: readonly Database['kind'][] = ['embedded', 'server']

export type TestDatabase = {
  readonly database: Database
  /** For opening it again after `database.close()`. */
  readonly options: DatabaseOptions
  remove(): Promise<void>
}

/** A fresh, migrated database that nobody else uses. */
export async function openTestDatabase(form: Database['kind']): Promise<TestDatabase> {
  const options = form === 'embedded' ? await copyEmbedded() : await createOnServer()
  const database = await openDatabase(options)
  return {
    database,
    options,
    async remove() {
      await database.close()
      await rm(options.dataDir, { recursive: true, force: true })
    },
  }
}

/** Runs `use` with a fresh database and removes it. */
export async function withDatabase<T>(
  form: Database['kind'],
  use: (database: Database, options: DatabaseOptions) => Promise<T>,
): Promise<T> {
  const test = await openTestDatabase(form)
  try {
    return await use(test.database, test.options)
  } finally {
    await test.remove()
  }
}

function createDir(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'signet-test-data-'))
}

async function copyEmbedded(): Promise<DatabaseOptions> {
  const dataDir = await createDir()
  await copyEmbeddedTo(dataDir)
  return { dataDir, databaseUrl: null }
}

/** Puts a fresh, migrated embedded database where a process with this data directory looks for its own. */
export async function copyEmbeddedTo(dataDir: string): Promise<void> {
  await cp(await requireTemplateDir(), path.join(dataDir, 'database'), { recursive: true })
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
let template: Promise<void> | null = null

async function createOnServer(): Promise<DatabaseOptions> {
  const server = await requirePostgresServer()
  template ??= createTemplateOnServer(server)
  await template
  created += 1
  await execute(server, `CREATE DATABASE test_${created} TEMPLATE migrated`)
  return { dataDir: await createDir(), databaseUrl: `${server}/test_${created}` }
}

async function createTemplateOnServer(server: string): Promise<void> {
  await execute(server, 'CREATE DATABASE migrated')
  const dataDir = await createDir()
  await (await openDatabase({ dataDir, databaseUrl: `${server}/migrated` })).close()
  await rm(dataDir, { recursive: true })
}

/** An empty database on the server, not migrated: its URL. */
export async function createEmptyServerDatabase(): Promise<string> {
  const server = await requirePostgresServer()
  created += 1
  await execute(server, `CREATE DATABASE test_${created}`)
  return `${server}/test_${created}`
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
