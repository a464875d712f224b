import { expect, test } from 'vitest'
import { requirePostgresServer } from '@/lib/testing/postgres-server'
import { openPool } from './open-pool'

test('a connection that breaks while it is checked out and idle does not end the process', async () => {
  const url = await requirePostgresServer()
  const pool = openPool({ kind: 'server', url: `${url}/postgres` }, { max: 2 })
  const uncaught: unknown[] = []
  const catchIt = (error: unknown) => uncaught.push(error)
  process.on('uncaughtException', catchIt)
  try {
    const client = await pool.connect()
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    const ended = new Promise((resolve) => client.once('end', resolve))
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await ended
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    expect(uncaught).toEqual([])
  } finally {
    process.off('uncaughtException', catchIt)
    await pool.end()
  }
})
