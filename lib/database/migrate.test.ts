import { readdir, readFile } from 'node:fs/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { expect, test } from 'vitest'
import { rowTables } from '@/lib/index/write/derived-tables'
import { createEmptyServerDatabase } from '@/lib/testing/database'
import { openSchemaEngine } from '@/lib/testing/schema-engine'
import { migrate } from './migrate'

async function openPool(): Promise<Pool> {
  return new Pool({ connectionString: await createEmptyServerDatabase(), max: 1 })
}

/** What schema.prisma alone would make. */
async function createFromSchema(pool: Pool): Promise<void> {
  const content = await readFile('prisma/schema.prisma', 'utf8')
  const engine = await openEngine(pool)
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  engine.free()
  await pool.query('CREATE EXTENSION pg_trgm')
  await pool.query(stdout ?? '')
}

async function describeTables(pool: Pool) {
  const columns = await pool.query(
    `SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default, datetime_precision
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
     ORDER BY 1, 2`,
  )
  const indexes = await pool.query(
    `SELECT regexp_replace(indexdef, ' NULLS (FIRST|LAST)', '', 'g') AS definition FROM pg_indexes
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  )
  return { columns: columns.rows, indexes: indexes.rows.map((row) => row.definition) }
}

/** Indexes of some rows alone, which schema.prisma cannot name. */
const PARTIAL = ['versions_by_md5', 'versions_by_text_md5']

test('the migrations create the tables of schema.prisma, except for order, collation and partial indexes', async () => {
  const migrated = await openPool()
  await migrate(migrated)
  const fromSchema = await openPool()
  await createFromSchema(fromSchema)
  const tables = await describeTables(migrated)
  const isPartial = (definition: string) => definition.includes(' WHERE ')
  const indexes = tables.indexes.filter((definition) => !isPartial(definition))
  expect({ ...tables, indexes }).toEqual(await describeTables(fromSchema))
  expect(tables.indexes.filter(isPartial)).toEqual(
    PARTIAL.map((name) => expect.stringMatching(`^CREATE INDEX ${name} `)),
  )
  expect(tables.indexes.length).toBeGreaterThan(20)
  await migrated.end()
  await fromSchema.end()
})

async function readMigrations() {
  const folders = await readdir('prisma/migrations', { withFileTypes: true })
  const names = folders.filter((one) => one.isDirectory()).map((one) => one.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(`prisma/migrations/${name}/migration.sql`, 'utf8')
      return { name, sql }
    }),
  )
}

type Migrations = Awaited<ReturnType<typeof readMigrations>>

/** The form in which Prisma's engine takes migrations. */
function listForPrisma(migrations: Migrations) {
  return {
    baseDir: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql: value }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } },
    })),
  }
}

async function openEngine(pool: Pool) {
  return openSchemaEngine(new PrismaPg(pool), await readFile('prisma/schema.prisma', 'utf8'))
}

/** What `prisma migrate status` says of the database. */
async function diagnose(pool: Pool) {
  const engine = await openEngine(pool)
  const found = await engine.diagnoseMigrationHistory({
    migrationsList: listForPrisma(await readMigrations()),
    optInToShadowDatabase: false,
    filters: { externalTables: [], externalEnums: [] },
  })
  engine.free()
  return found
}

test('Prisma understands which migrations were applied', async () => {
  const pool = await openPool()
  const before = await diagnose(pool)
  expect(before).toMatchObject({ hasMigrationsTable: false })
  await migrate(pool)
  expect(await diagnose(pool)).toEqual({
    ...before,
    hasMigrationsTable: true,
    history: null,
    editedMigrationNames: [],
    failedMigrationNames: [],
  })
  await pool.query(
    `UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name = '0003_accounts'`,
  )
  expect(await diagnose(pool)).toMatchObject({ editedMigrationNames: ['0003_accounts'] })
  await pool.end()
})

test('a migration that Prisma has recorded is not applied again', async () => {
  const pool = await openPool()
  const old = (await readMigrations()).slice(0, 3)
  for (const { sql } of old) await pool.query(sql)
  const engine = await openEngine(pool)
  for (const { name } of old) {
    await engine.markMigrationApplied({ migrationName: name, migrationsList: listForPrisma(old) })
  }
  engine.free()
  await migrate(pool)
  const complete = await openPool()
  await migrate(complete)
  expect(await describeTables(pool)).toEqual(await describeTables(complete))
  expect(await diagnose(pool)).toMatchObject({ history: null, editedMigrationNames: [] })
  await pool.end()
  await complete.end()
})

test('each view has the columns of its table except the generation', async () => {
  const pool = await openPool()
  await migrate(pool)
  for (const { rows: table, view, key } of rowTables) {
    const { rows } = await pool.query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_name IN ($1, $2) ORDER BY ordinal_position`,
      [table, view],
    )
    const listColumns = (name: string) =>
      rows.filter((row) => row.table_name === name).map((row) => row.column_name)
    expect([...listColumns(view), 'generation'].sort()).toEqual(listColumns(table).sort())
    expect(listColumns(view)).toEqual(expect.arrayContaining([...key]))
  }
  await pool.end()
})

test('every text is ordered by code point', async () => {
  const pool = await openPool()
  await migrate(pool)
  const { rows } = await pool.query(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
       AND udt_name IN ('text', '_text') AND collation_name IS DISTINCT FROM 'C'`,
  )
  expect(rows).toEqual([])
  await pool.end()
})

test('a migration that fails leaves the database as it was', async () => {
  const pool = await openPool()
  // A row type is in the way of the table of its name, half-way through the migration.
  await pool.query('CREATE TYPE stage_holders AS (id int)')
  await expect(migrate(pool)).rejects.toMatchObject({
    code: 'migration-failed',
    message: 'The database could not be migrated: relation "stage_holders" already exists',
  })
  const tables = await describeTables(pool)
  expect(tables).toEqual({ columns: [], indexes: [] })
  await pool.query('DROP TYPE stage_holders')
  await migrate(pool)
  expect((await describeTables(pool)).columns.length).toBeGreaterThan(100)
  await pool.end()
})

test('a database with tables of another program is refused', async () => {
  const pool = await openPool()
  await pool.query('CREATE TABLE invoices (id int)')
  await expect(migrate(pool)).rejects.toMatchObject({
    code: 'database-foreign',
    message:
      'DATABASE_URL names a database that another program uses (it has a table invoices). Signet needs one of its own.',
  })
  await pool.end()
})
