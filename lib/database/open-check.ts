import type { Pool } from 'pg'
import { type DatabaseAddress, openPool, unavailable } from './open-pool'

/** A connection that does not answer for this long is closed. */
const TIMEOUT_MS = 10_000

export type Check = {
  /** Resolves when the database has answered `SELECT 1`; after `timeoutMs` milliseconds without an answer, or where it
   *  cannot be reached, throws DatabaseError `database-unavailable`. Checks at the same time share one statement. */
  check(timeoutMs: number): Promise<void>
  close(): Promise<void>
}

/** Uses a connection of its own, which no page's queries keep busy. */
export function openCheck(address: DatabaseAddress): Check {
  const pool = openPool(address, { max: 1, query_timeout: TIMEOUT_MS })
  let pending: Promise<void> | null = null
  return {
    check(timeoutMs) {
      pending ??= ask(pool).finally(() => {
        pending = null
      })
      return withTimeout(pending, timeoutMs)
    },
    close: () => pool.end(),
  }
}

async function ask(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SELECT 1')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function withTimeout(answer: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | null = null
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(reject, timeoutMs, new Error(`no answer within ${timeoutMs} ms`))
  })
  try {
    await Promise.race([answer, late])
  } catch (error) {
    throw unavailable(error)
  } finally {
    if (timer !== null) clearTimeout(timer)
  }
}
