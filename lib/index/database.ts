import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PrismaClient } from '@/prisma/generated/client'
import { lockDirectory } from './directory-lock'
import { openEmbeddedPool } from './embedded-pool'
import { IndexError } from './index-error'
import { migrate } from './migrate'

export type QueryResult = { readonly rows: Record<string, unknown>[] }

export type Database = {
  readonly kind: 'embedded' | 'server'
  readonly prisma: PrismaClient
  /** Plain SQL over the same pool, for the job queue. */
  query(sql: string, values?: unknown[]): Promise<QueryResult>
  /** What is asked from now on is never answered. May be called again. */
  close(): Promise<void>
}

export type DatabaseOptions = { readonly dataDir: string; readonly databaseUrl: string | null }

const SERVER_CONNECTIONS = 10

/** A migrated database: the PostgreSQL server of `databaseUrl`, else the one embedded under `dataDir`, whose
 *  directory is locked until `close`. Throws IndexError. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl === null
    ? openEmbedded(options.dataDir)
    : openServer(options.databaseUrl)
}

/** Set by the process at start and kept on globalThis: a bundler may load this module several times. */
const shared = globalThis as { signetDatabase?: Promise<Database> }

/** Makes `database` what `getDatabase` gives in this process; a failed opening is thrown there. */
export function setDatabase(database: Promise<Database>): void {
  shared.signetDatabase = database
}

/** The process's database, as soon as it is open. */
export async function getDatabase(): Promise<Database> {
  if (shared.signetDatabase === undefined) throw new Error('the database was not opened at start')
  return shared.signetDatabase
}

async function openEmbedded(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockDirectory(path.join(dataDir, 'database.lock'))
  try {
    const embedded = await openEmbeddedPool(path.join(dataDir, 'database'))
    await closeOnError(embedded, () => migrate(embedded.pool))
    return createDatabase('embedded', embedded.pool, async () => {
      await embedded.close()
      await lock.release()
    })
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openServer(databaseUrl: string): Promise<Database> {
  const settings = { connectionString: databaseUrl, application_name: 'signet' }
  const single = new Pool({ ...settings, max: 1, idleTimeoutMillis: 0 })
  await closeOnError({ close: () => single.end() }, async () => {
    await requireReachable(single)
    await migrate(single)
  })
  await single.end()
  const pool = new Pool({ ...settings, max: SERVER_CONNECTIONS })
  return createDatabase('server', pool, () => pool.end())
}

function createDatabase(
  kind: Database['kind'],
  pool: Pool,
  closePool: () => Promise<void>,
): Database {
  // A connection that breaks while idle is replaced by the pool; without a listener the event would end the process.
  pool.on('error', () => {})
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  let closing: Promise<void> | null = null
  return {
    kind,
    prisma,
    query: (sql, values) => pool.query(sql, values),
    close() {
      closing ??= prisma.$disconnect().then(() => {
        leaveUnanswered(pool)
        return closePool()
      })
      return closing
    },
  }
}

/** A page that its reader left is still being made: its queries must not end as errors of a process that stops. Those
 *  that wait in a pool when it ends are never answered either. */
function leaveUnanswered(pool: Pool): void {
  const never = () => new Promise<never>(() => {})
  Object.assign(pool, { query: never, connect: never })
}

async function requireReachable(pool: Pool): Promise<void> {
  try {
    await pool.query('SELECT 1')
  } catch (error) {
    // The driver's messages name host, role and database, never the password.
    const reason = error instanceof Error ? error.message || String(error) : String(error)
    throw new IndexError(
      'database-unreachable',
      `DATABASE_URL cannot be used: ${reason || 'no answer'}`,
    )
  }
}

async function closeOnError(
  resource: { close(): Promise<void> },
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action()
  } catch (error) {
    await resource.close()
    throw error
  }
}
