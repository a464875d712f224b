import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
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
    const applied = await listApplied(pool)
    if (applied.length === 0) await requireEmpty(pool)
    if (!isCurrent(known, applied)) await applyMigrations(pool, known)
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
  throw new IndexError(
    'database-foreign',
    `DATABASE_URL names a database that something else uses (it has a table ${rows[0].name}). Signet needs one of its own.`,
  )
}

async function applyMigrations(pool: Pool, known: readonly Migration[]): Promise<void> {
  const schema = await readFile(path.join(prismaDir(), 'schema.prisma'), 'utf8')
  const { factory, failures } = openScriptRunner(pool)
  const engine = await openSchemaEngine(factory, schema)
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
  } catch (error) {
    throw failures[0] ?? error
  } finally {
    engine.free()
  }
}

/** Prisma's adapter, but a migration is sent as it is (the adapter splits it at every semicolon), and why it failed is
 *  kept: the engine then asks the aborted transaction, and reports only that this fails too. */
function openScriptRunner(pool: Pool) {
  const failures: unknown[] = []
  const adapters = new PrismaPg(pool)
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: adapters.provider,
    adapterName: adapters.adapterName,
    connectToShadowDb: () => adapters.connectToShadowDb(),
    async connect() {
      const adapter = await adapters.connect()
      adapter.executeScript = async (script) => {
        try {
          await pool.query(script)
        } catch (error) {
          failures.push(error)
          throw error
        }
      }
      return adapter
    },
  }
  return { factory, failures }
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
