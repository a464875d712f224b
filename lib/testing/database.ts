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
  type DatabaseOptions,
  openDatabase,
} from '@/lib/database/database'
import { requirePostgresServer } from './postgres-server'
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

/**
 * A fresh, migrated database of the caller alone. An embedded one keeps running after `remove`: it is emptied for the
 * next test of the file, as starting its process takes longer than most tests.
 */
export async function openTestDatabase(form: Database['kind']): Promise<TestDatabase> {
  if (form === 'server') return openOwnDatabase(form)
  const engine = idleEngines.pop() ?? (await openEngine())
  const database = connectDatabase(engine.database.address, 10)
  const dataDir = await createDir()
  return {
    database,
    dataDir,
    async remove() {
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
      await emptyEngine(engine)
      idleEngines.push(engine)
    },
  }
}

/** One with a process of its own, for a test that closes it, opens it again or breaks it. */
export async function openOwnDatabase(form: Database['kind']): Promise<OwnDatabase> {
  const options = form === 'embedded' ? await copyEmbedded() : await createOnServer()
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

type Engine = {
  readonly database: Database
  readonly tables: readonly string[]
  /** Those that the migrations put rows into. A copy of them is in the schema `fresh`. */
  readonly filled: readonly string[]
}

/** Embedded databases of this test file that no test uses now. Their processes end with the process of the file. */
const idleEngines: Engine[] = []

async function openEngine(): Promise<Engine> {
  const dataDir = createTempDir('engine')
  await copyEmbeddedTo(dataDir)
  const database = await openDatabase({ dataDir, databaseUrl: null })
  const tables = await listTables(database)
  const filled: string[] = []
  await database.query('CREATE SCHEMA fresh')
  for (const table of tables) {
    if ((await database.query(`SELECT FROM ${table} LIMIT 1`)).rows.length === 0) continue
    await database.query(`CREATE TABLE fresh.${table} AS TABLE ${table}`)
    filled.push(table)
  }
  return { database, tables, filled }
}

/** Gives the tables the rows that the migrations made, and drops what else a test has made. */
async function emptyEngine({ database, tables, filled }: Engine): Promise<void> {
  const { rows } = await database.query(
    `SELECT 'SCHEMA ' || quote_ident(nspname) AS made FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', 'fresh')
     UNION ALL SELECT 'TABLE ' || quote_ident(tablename) FROM pg_tables
      WHERE schemaname = 'public' AND quote_ident(tablename) <> ALL ($1)
     UNION ALL SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace
        AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')`,
    [tables],
  )
  const statements = [
    ...rows.map(({ made }) => `DROP ${made} CASCADE`),
    `TRUNCATE ${tables.join(', ')} RESTART IDENTITY`,
    ...filled.map((table) => `INSERT INTO ${table} SELECT * FROM fresh.${table}`),
  ]
  await database.query(statements.join('; '))
}

async function listTables(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  return rows.map(({ name }) => String(name))
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
