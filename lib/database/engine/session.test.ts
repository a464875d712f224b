import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { poolSettings } from '@/lib/database/open-pool'
import { SOCKET_NAME } from '@/lib/database/socket-dir'
import { type OwnDatabase, openOwnDatabase } from '@/lib/testing/database'
import { readEnginePid } from '@/lib/testing/engine-pid'
import { formatCycle, openRawConnection, type RawConnection } from '@/lib/testing/raw-connection'
import { formatMessage, formatQuery, SYNC, text } from './messages.mjs'

let database: OwnDatabase

beforeAll(async () => {
  database = await openOwnDatabase('embedded')
  await database.database.query('CREATE TABLE notes (writer text, n int)')
})

afterAll(() => database.remove())

async function connect(): Promise<Client> {
  const client = new Client(poolSettings(database.database.address))
  client.on('error', () => {})
  await client.connect()
  return client
}

function connectRaw(): Promise<RawConnection> {
  const { address } = database.database
  if (address.kind !== 'embedded') throw new Error('not embedded')
  return openRawConnection(path.join(address.socketDir, SOCKET_NAME))
}

async function readNotes(writer: string): Promise<unknown[]> {
  const sql = 'SELECT n FROM notes WHERE writer = $1 ORDER BY n'
  return (await database.database.query(sql, [writer])).rows.map((row) => row.n)
}

test('transactions of two clients do not mix, however long one pauses', async () => {
  const write = async (writer: string, end: 'COMMIT' | 'ROLLBACK') => {
    const client = await connect()
    await client.query('BEGIN')
    for (const n of [1, 2, 3]) {
      await client.query('INSERT INTO notes VALUES ($1, $2)', [writer, n])
      await pause(200)
    }
    await client.query(end)
    await client.end()
  }
  await Promise.all([write('kept', 'COMMIT'), write('given up', 'ROLLBACK')])
  expect(await readNotes('kept')).toEqual([1, 2, 3])
  expect(await readNotes('given up')).toEqual([])
})

test('concurrent clients get their own answers', async () => {
  const clients = await Promise.all(Array.from({ length: 5 }, connect))
  const ask = async (client: Client, at: number) => {
    const answers: unknown[] = []
    for (let n = 0; n < 50; n += 1) {
      const { rows } = await client.query('SELECT $1::int AS who, $2::int AS n', [at, n])
      answers.push(rows[0])
    }
    return answers
  }
  const answers = await Promise.all(clients.map(ask))
  expect(answers).toEqual(
    clients.map((_, who) => Array.from({ length: 50 }, (_, n) => ({ who, n }))),
  )
  await Promise.all(clients.map((client) => client.end()))
})

test('a prepared statement belongs to its connection and ends with it', async () => {
  const [first, second] = await Promise.all([connect(), connect()])
  const ask = (client: Client, text: string) => client.query({ name: 'find', text })
  for (let round = 0; round < 3; round += 1) {
    expect((await ask(first, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    expect((await ask(second, 'SELECT 2 AS two')).rows).toEqual([{ two: 2 }])
  }
  const list = 'SELECT statement FROM pg_prepared_statements ORDER BY 1'
  expect((await database.database.query(list)).rows).toEqual([
    { statement: 'SELECT 1 AS one' },
    { statement: 'SELECT 2 AS two' },
  ])
  await Promise.all([first.end(), second.end()])
  await expect.poll(async () => (await database.database.query(list)).rows).toEqual([])
})

test('a transaction is rolled back when its connection ends', async () => {
  const client = await connect()
  await client.query('BEGIN')
  await client.query(`INSERT INTO notes VALUES ('gone', 1)`)
  const waiting = readNotes('gone')
  await client.end()
  expect(await waiting).toEqual([])
})

test('an error ends its own transaction only', async () => {
  const client = await connect()
  await client.query('BEGIN')
  await expect(client.query('SELECT nothing')).rejects.toMatchObject({ code: '42703' })
  await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' })
  await client.query('ROLLBACK')
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await client.end()
})

test('a parameter and an answer of 10 MB arrive whole', async () => {
  const text = 'x'.repeat(10_000_000)
  const { rows } = await database.database.query('SELECT $1::text AS text', [text])
  expect(rows[0]?.text === text).toBe(true)
})

test('a message of more than 64 MB is refused', async () => {
  const client = await connect()
  const asked = client.query('SELECT $1::text', ['x'.repeat(64 * 1024 * 1024)])
  await expect(asked).rejects.toMatchObject({ code: '54000' })
  expect(await readNotes('nobody')).toEqual([])
})

test('COPY FROM STDIN is refused and the session stays usable', async () => {
  const client = await connect()
  await expect(client.query('COPY notes FROM STDIN')).rejects.toMatchObject({ code: '57014' })
  expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await client.end()
})

test('a connection that ends before its Sync has written nothing', async () => {
  const raw = await connectRaw()
  raw.socket.write(formatCycle(`INSERT INTO notes VALUES ('no sync', 1)`))
  raw.socket.write(formatMessage('H'))
  await expect.poll(raw.types).toBe('12nC')
  const waiting = readNotes('no sync')
  raw.socket.destroy()
  expect(await waiting).toEqual([])
  // Also after an error, when PostgreSQL skips everything until the Sync.
  const failed = await connectRaw()
  failed.socket.write(formatCycle(`INSERT INTO notes VALUES ('no sync', 2)`))
  failed.socket.write(formatCycle('SELECT nothing'))
  failed.socket.write(formatMessage('H'))
  await expect.poll(failed.types).toBe('12nCE')
  failed.socket.destroy()
  expect(await readNotes('no sync')).toEqual([])
})

test('two connections that send many cycles in any pieces get their answers in order', {
  timeout: 600_000,
}, async () => {
  const piece = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(piece, piece, async (first, second) => {
      await Promise.all([first, second].map(sendInPieces))
    }),
    { numRuns: process.env.SIGNET_ENDURE ? 300 : 10 },
  )
})

async function sendInPieces(lengths: readonly number[]): Promise<void> {
  const raw = await connectRaw()
  const numbers = lengths.map((_, at) => String(at))
  const cycles = numbers.map((n) => Buffer.concat([formatCycle(`SELECT ${n} AS n`), SYNC]))
  const bytes = Buffer.concat([...cycles, formatQuery(`SELECT 'end'`)])
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1
    raw.socket.write(bytes.subarray(at, at + length))
    at += length
    if (turn % 3 === 0) await new Promise(setImmediate)
  }
  await expect.poll(raw.values).toEqual([...numbers, 'end'])
  expect(raw.types()).toMatch(/^(12TDCZ)+TDCS*Z$/)
  raw.socket.end()
  await raw.ended
}

test('other connections are served after a connection has sent random bytes', {
  timeout: 600_000,
}, async () => {
  const known = fc.constantFrom(...'PBDECQSHXFdcfp')
  const message = fc
    .tuple(known, fc.uint8Array({ maxLength: 60 }))
    .map(([type, bytes]) => formatMessage(type, Buffer.from(bytes)))
  const garbage = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes))
  const sent = fc.array(fc.oneof({ weight: 5, arbitrary: message }, garbage), { maxLength: 8 })
  const pid = await readEnginePid(database.options.dataDir)
  await fc.assert(
    fc.asyncProperty(sent, async (messages) => {
      const raw = await connectRaw()
      for (const bytes of messages) raw.socket.write(bytes)
      raw.socket.end()
      await raw.ended
      const { rows } = await database.database.query('SELECT 1 AS one')
      expect(rows).toEqual([{ one: 1 }])
    }),
    { numRuns: process.env.SIGNET_ENDURE ? 3_000 : 300 },
  )
  expect(await readEnginePid(database.options.dataDir)).toBe(pid)
})

test.skipIf(!process.env.SIGNET_ENDURE)(
  'a transaction that its client leaves for 30 s while others wait is ended',
  async () => {
    const client = await connect()
    await client.query('BEGIN')
    await client.query(`INSERT INTO notes VALUES ('left', 1)`)
    await pause(2_000)
    const since = Date.now()
    expect(await readNotes('left')).toEqual([])
    expect(Date.now() - since).toBeGreaterThan(29_000)
    await expect(client.query('COMMIT')).rejects.toThrow()
  },
)

test('an invalid message ends its connection with a reason', async () => {
  const raw = await connectRaw()
  raw.socket.write(formatMessage('z', text('x')))
  await raw.ended
  expect(raw.types()).toBe('E')
})
