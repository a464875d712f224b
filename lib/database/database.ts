import { mkdir } from 'node:fs/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { Pool, type QueryConfig } from 'pg'
import { PrismaClient } from '@/prisma/generated/client'
import { DatabaseError } from './database-error'
import { startEngineProcess } from './engine-process'
import { migrate } from './migrate'
import { openCheck } from './open-check'
import { type DatabaseAddress, openPool, poolSettings } from './open-pool'
import { SOCKET_PORT } from './socket-dir'

export type { DatabaseAddress } from './open-pool'

type QueryResult = { readonly rows: Record<string, unknown>[] }

export type Database = {
  readonly kind: DatabaseAddress['kind']
  /** For processes that use the same database; see `connectDatabase`. */
  readonly address: DatabaseAddress
  readonly prisma: PrismaClient
  /** Plain SQL over the same pool. With a `name`, PostgreSQL keeps the plan for each connection. */
  query(sql: string | QueryConfig, values?: unknown[]): Promise<QueryResult>
  /** Resolves when the database has answered, on a connection of its own. Throws DatabaseError `database-unavailable`
   *  after `timeoutMs` milliseconds, or when it cannot be reached. */
  check(timeoutMs: number): Promise<void>
  /** Later queries are never answered. May be called more than once. */
  close(): Promise<void>
}

export type DatabaseOptions = { readonly dataDir: string; readonly databaseUrl: string | null }

/** Connections of the server process, to either kind of database. */
const SERVER_CONNECTIONS = 10

/** A migrated database: the PostgreSQL server of `databaseUrl`, else the one embedded under `dataDir`, whose process is
 *  started and whose directory is locked until `close`. Throws DatabaseError. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl === null
    ? openEmbedded(options.dataDir)
    : openServer(options.databaseUrl)
}

/** A database that another process has opened and keeps open: nothing is locked, migrated or started. */
export function connectDatabase(address: DatabaseAddress, connections: number): Database {
  return createDatabase(address, connections, async () => {})
}

async function openEmbedded(dataDir: string): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const engine = await startEngineProcess(dataDir)
  const { socketDir } = engine
  const address: DatabaseAddress = { kind: 'embedded', socketDir, port: SOCKET_PORT }
  await closeOnError({ close: engine.stop }, () => withOneConnection(address, migrate))
  engine.watch()
  return createDatabase(address, SERVER_CONNECTIONS, engine.stop)
}

async function openServer(url: string): Promise<Database> {
  const address: DatabaseAddress = { kind: 'server', url }
  await withOneConnection(address, async (pool) => {
    await requireReachable(pool)
    await migrate(pool)
  })
  return createDatabase(address, SERVER_CONNECTIONS, async () => {})
}

/** A pool of one connection, which fails at once when it cannot connect. */
async function withOneConnection(
  address: DatabaseAddress,
  use: (pool: Pool) => Promise<void>,
): Promise<void> {
  const pool = new Pool({ ...poolSettings(address), max: 1, idleTimeoutMillis: 0 })
  await closeOnError({ close: () => pool.end() }, () => use(pool))
  await pool.end()
}

function createDatabase(
  address: DatabaseAddress,
  connections: number,
  stop: () => Promise<void>,
): Database {
  const pool = openPool(address, { max: connections })
  const checks = openCheck(address)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  let closing: Promise<void> | null = null
  return {
    kind: address.kind,
    address,
    prisma,
    query: (sql, values) => pool.query(sql, values),
    check: (timeoutMs) => checks.check(timeoutMs),
    close() {
      closing ??= prisma.$disconnect().then(async () => {
        suspendQueries(pool)
        await Promise.all([pool.end(), checks.close()])
        await stop()
      })
      return closing
    },
  }
}

/**
 * The server may still render a page after its reader has left. The queries of such a page must not fail while the
 * process stops, so they are never answered, as are queries that wait when a pool ends.
 */
function suspendQueries(pool: Pool): void {
  const never = () => new Promise<never>(() => {})
  Object.assign(pool, { query: never, connect: never })
}

async function requireReachable(pool: Pool): Promise<void> {
  try {
    await pool.query('SELECT 1')
  } catch (error) {
    // The driver's messages name host, role and database, never the password.
    const reason = error instanceof Error ? error.message || String(error) : String(error)
    throw new DatabaseError(
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
