import { setTimeout as pause } from 'node:timers/promises'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { DatabaseError } from './database-error'

/** Where a database listens. Plain data, which can be passed to other processes. */
export type DatabaseAddress =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly socketDir: string; readonly port: number }

/** Milliseconds. */
const TIMES = {
  /** A database that is restarted is available again within this time. Queries wait for it. */
  restart: 5_000,
  /** One that has been away for so long is tried once by each query, and not waited for. */
  outage: 15_000,
}
const RETRY_MS = 50

/** The first and the last of the attempts that failed since the database was there. */
type Outage = { since: number; last: number }

/** What connecting fails with while a server is stopped or started; 57P03 is PostgreSQL's `cannot_connect_now`. */
const STARTING = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', '57P03'])

/** Settings of `pg` for an address; the environment's (PGSSLMODE and others) are not for the embedded database. */
export function poolSettings(address: DatabaseAddress): PoolConfig {
  const name = { application_name: 'signet' }
  return address.kind === 'server'
    ? { ...name, connectionString: address.url }
    : {
        ...name,
        host: address.socketDir,
        port: address.port,
        user: 'postgres',
        database: 'postgres',
        ssl: false,
      }
}

/** A pool of connections. A query that needs a new one waits up to five seconds for a database that is being started
 *  again, and then throws DatabaseError `database-unavailable`; at once where it has been away for 15 seconds. */
export function openPool(address: DatabaseAddress, settings: PoolConfig, times = TIMES): Pool {
  const pool = new Pool({ ...poolSettings(address), ...settings })
  const connect: () => Promise<PoolClient> = pool.connect.bind(pool)
  type Callback = (error?: unknown, client?: PoolClient, release?: PoolClient['release']) => void
  const retry = openRetry(connect, times)
  const connectWithRetry = (callback?: Callback) => {
    const connected = retry()
    if (callback === undefined) return connected
    connected.then(
      (client) => callback(undefined, client, client.release),
      (error) => callback(error, undefined, () => {}),
    )
  }
  // A connection that breaks while idle is replaced by the pool; without a listener the event would end the process.
  pool.on('error', () => {})
  // One that breaks while it is in use fails the statement that runs, or the next one.
  pool.on('connect', (client) => client.on('error', () => {}))
  return Object.assign(pool, { connect: connectWithRetry })
}

function openRetry(connect: () => Promise<PoolClient>, { restart, outage }: typeof TIMES) {
  const away: Outage = { since: 0, last: Number.NEGATIVE_INFINITY }
  return async () => {
    const until = performance.now() + restart
    for (;;) {
      try {
        const client = await connect()
        away.last = Number.NEGATIVE_INFINITY
        return client
      } catch (error) {
        if (!isStarting(error)) throw error
        const now = performance.now()
        if (now - away.last > restart) away.since = now
        away.last = now
        if (now > until || now - away.since > outage) throw unavailable(error)
        await pause(RETRY_MS)
      }
    }
  }
}

function isStarting(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string') return STARTING.has(error.code)
  return error.message === 'Connection terminated unexpectedly'
}

/** What a query fails with while the database cannot be reached. */
export function unavailable(cause: unknown): DatabaseError {
  return new DatabaseError(
    'database-unavailable',
    'The database does not answer. Try again soon.',
    {
      cause,
    },
  )
}
