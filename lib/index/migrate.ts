import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Pool } from 'pg'
import { IndexError } from './index-error'
import { openSchemaEngine } from './schema-engine'

type Migration = { readonly name: string; readonly sql: string }

/** Any constant: what servers that start on one database at the same time wait for each other by. */
const MIGRATION_LOCK = 7_264_110

/** Brings the database's tables to the form that this program knows, in one transaction: a process killed half-way
 *  leaves the old form. `pool` must have exactly one connection, which holds the transaction and the lock that a
 *  second server waits for. Refuses a database with a migration that this program does not know. */
export async function migrate(pool: Pool): Promise<void> {
  const known = await readMigrations()
  if (isCurrent(known, await listApplied(pool))) return
  await pool.query('BEGIN')
  try {
    await pool.query(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    if (!isCurrent(known, await listApplied(pool))) await applyMigrations(pool, known)
    await pool.query('COMMIT')
  } catch (error) {
    await pool.query('ROLLBACK')
    if (error instanceof IndexError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new IndexError('migration-failed', `The database could not be migrated: ${reason}`)
  }
}

function isCurrent(known: readonly Migration[], applied: readonly string[]): boolean {
  const names = new Set(known.map((migration) => migration.name))
  const unknown = applied.filter((name) => !names.has(name))
  if (unknown.length > 0) {
    throw new IndexError(
      'database-newer',
      `The database was written by a newer version of Signet (its migration ${unknown.at(-1)} is unknown here). ` +
        'Start that version, or point DATABASE_URL or SIGNET_DATA_DIR at another database.',
    )
  }
  return applied.length === known.length
}

async function listApplied(pool: Pool): Promise<string[]> {
  const exists = await pool.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found`)
  if (exists.rows[0].found !== true) return []
  const { rows } = await pool.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows.map((row) => String(row.migration_name))
}

async function applyMigrations(pool: Pool, known: readonly Migration[]): Promise<void> {
  const schema = await readFile(path.join(prismaDir(), 'schema.prisma'), 'utf8')
  const engine = await openSchemaEngine(new PrismaPg(pool), schema)
  try {
    await engine.applyMigrations({
      migrationsList: {
        baseDir: migrationsDir(),
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: known.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    })
  } finally {
    engine.free()
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
function prismaDir(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma')
}

function migrationsDir(): string {
  return path.join(prismaDir(), 'migrations')
}
