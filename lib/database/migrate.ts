import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from 'pg'
import { DatabaseError } from './database-error'

type Migration = { readonly name: string; readonly sql: string }

/** Any constant: what servers that start on one database at the same time wait for each other by. */
const MIGRATION_LOCK = 7_264_110

/** Brings the database's tables to the form that this program knows, in one transaction: a process killed half-way
 *  leaves the old form. `pool` must have exactly one connection, which holds the transaction and the lock that a
 *  second server waits for. Refuses a database with a migration that this program does not know. */
export async function migrate(pool: Pool): Promise<void> {
  const known = await readMigrations()
  if (listMissing(known, await listApplied(pool)).length === 0) return
  await pool.query('BEGIN')
  try {
    await pool.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    const applied = await listApplied(pool)
    if (applied.length === 0) await requireEmpty(pool)
    await applyMigrations(pool, listMissing(known, applied))
    await pool.query('COMMIT')
  } catch (error) {
    await pool.query('ROLLBACK')
    if (error instanceof DatabaseError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new DatabaseError('migration-failed', `The database could not be migrated: ${reason}`)
  }
}

/** Of `known`, those that are not applied. Throws DatabaseError when others are. */
function listMissing(known: readonly Migration[], applied: readonly string[]): Migration[] {
  const names = new Set(known.map((migration) => migration.name))
  const unknown = applied.filter((name) => !names.has(name))
  if (unknown.length > 0) {
    throw new DatabaseError(
      'database-newer',
      `The database was written by a newer version of Signet (its migration ${unknown.at(-1)} is unknown here). ` +
        'Start that version, or point DATABASE_URL or SIGNET_DATA_DIR at another database.',
    )
  }
  return known.filter(({ name }) => !applied.includes(name))
}

async function listApplied(pool: Pool): Promise<string[]> {
  // Not to_regclass, which may remember a table's absence while another server makes it.
  const exists = await pool.query(
    `SELECT FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relname = '_prisma_migrations'`,
  )
  if (exists.rowCount === 0) return []
  const { rows } = await pool.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows.map((row) => String(row.migration_name))
}

async function requireEmpty(pool: Pool): Promise<void> {
  const { rows } = await pool.query(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
       AND relname <> '_prisma_migrations' ORDER BY relname LIMIT 1`,
  )
  if (rows.length === 0) return
  throw new DatabaseError(
    'database-foreign',
    `DATABASE_URL names a database that another program uses (it has a table ${rows[0].name}). Signet needs one of its own.`,
  )
}

/** As `prisma migrate deploy` keeps it, so that Prisma's tools understand the database:
 *  https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories */
const CREATE_HISTORY = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`

async function applyMigrations(pool: Pool, migrations: readonly Migration[]): Promise<void> {
  await pool.query(CREATE_HISTORY)
  for (const { name, sql } of migrations) {
    await pool.query(sql)
    const checksum = createHash('sha256').update(sql).digest('hex')
    await pool.query(
      `INSERT INTO "_prisma_migrations"
         ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
  }
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(migrationsDir(), { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(path.join(migrationsDir(), name, 'migration.sql'), 'utf8'),
    })),
  )
}

/** From the working directory: a bundler moves source files, the migrations stay. */
function migrationsDir(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma/migrations')
}
