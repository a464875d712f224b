import { type AddressInfo, connect, createServer } from 'node:net'
import { pipeline } from 'node:stream'
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

test('a database that has been away for long is tried once, and used when it is back', async () => {
  const url = new URL(`${await requirePostgresServer()}/postgres`)
  let isAway = true
  let connections = 0
  const proxy = createServer((socket) => {
    connections += 1
    if (isAway) return socket.destroy()
    pipeline(socket, connect(Number(url.port), url.hostname), socket, () => {})
  })
  const { port } = await new Promise<AddressInfo>((resolve) => {
    proxy.listen(0, '127.0.0.1', () => resolve(proxy.address() as AddressInfo))
  })
  const through = Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) })
  const times = { restart: 60_000, outage: 500 }
  const pool = openPool({ kind: 'server', url: through.href }, { max: 2 }, times)
  const away = { code: 'database-unavailable' }
  await expect(pool.query('SELECT 1')).rejects.toMatchObject(away)
  expect(connections).toBeGreaterThan(1)
  connections = 0
  await expect(pool.query('SELECT 1')).rejects.toMatchObject(away)
  expect(connections).toBe(1)
  isAway = false
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await pool.end()
  proxy.close()
})
