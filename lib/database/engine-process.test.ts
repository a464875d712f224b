import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from 'vitest'
import { copyEmbeddedTo, openOwnDatabase } from '@/lib/testing/database'
import { readEnginePid } from '@/lib/testing/engine-pid'
import { createTempDir } from '@/lib/testing/temp-dir'
import { type Database, openDatabase } from './database'
import { identifyProcess, isAlive } from './engine/process-identity.mjs'
import { startEngineProcess } from './engine-process'
import { SOCKET_PORT } from './socket-dir'

let warn: MockInstance<typeof console.warn>

beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => warn.mockRestore())

/** On a busy machine a start takes longer than a query waits. */
async function waitForAnswer(database: Database): Promise<void> {
  await expect.poll(() => database.check(60_000).then(() => 'answers', String)).toBe('answers')
}

test('queries wait for a database that was killed, and find what was committed', async () => {
  const { database, options, remove } = await openOwnDatabase('embedded')
  await database.query('CREATE TABLE notes (n int)')
  for (let round = 1; round <= 3; round += 1) {
    await database.query('INSERT INTO notes VALUES ($1)', [round])
    const pid = await readEnginePid(options.dataDir)
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => warn.mock.calls.length).toBe(round)
    await waitForAnswer(database)
    const { rows } = await database.query('SELECT count(*)::int AS count FROM notes')
    expect(rows).toEqual([{ count: round }])
    expect(await readEnginePid(options.dataDir)).not.toBe(pid)
  }
  expect(warn.mock.calls[0]).toEqual([
    'The process of the embedded database ended (SIGKILL). It is started again.',
  ])
  await remove()
})

test.each(['53100', 'XX001'])('the database is restarted after an error %s', async (code) => {
  const { database, options, remove } = await openOwnDatabase('embedded')
  await database.query('CREATE TABLE notes (n int)')
  await database.query('INSERT INTO notes VALUES (1)')
  const pid = await readEnginePid(options.dataDir)
  const raise = `DO $$ BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = '${code}'; END $$`
  await expect(database.query(raise)).rejects.toMatchObject({ code, message: 'broken' })
  await expect.poll(() => warn.mock.calls.length).toBe(1)
  await waitForAnswer(database)
  expect((await database.query('SELECT n FROM notes')).rows).toEqual([{ n: 1 }])
  expect(await readEnginePid(options.dataDir)).not.toBe(pid)
  await remove()
})

test.skipIf(!process.env.SIGNET_ENDURE)(
  'a database that does not answer for ten seconds is started again',
  async () => {
    const { database, remove } = await openOwnDatabase('embedded')
    const hangs = database.query('SELECT count(*) FROM generate_series(1, 1000000000000)')
    await expect(hangs).rejects.toThrow('Connection terminated unexpectedly')
    await waitForAnswer(database)
    await remove()
  },
)

test.skipIf(!process.env.SIGNET_ENDURE)(
  'a migration may take longer than ten seconds',
  async () => {
    const dataDir = createTempDir('slow-migration')
    await copyEmbeddedTo(dataDir)
    const engine = await startEngineProcess(dataDir)
    const client = new Client({ host: engine.socketDir, port: SOCKET_PORT })
    await client.connect()
    const slow = `DO $$ DECLARE start timestamptz := clock_timestamp(); BEGIN
      WHILE clock_timestamp() < start + interval '15 s' LOOP END LOOP; END $$`
    await client.query(slow)
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await client.end()
    await engine.stop()
  },
)

test('a database ignores a signal to stop, because its server decides', async () => {
  const { database, options, remove } = await openOwnDatabase('embedded')
  const pid = await readEnginePid(options.dataDir)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pid, signal)
  expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  expect(await readEnginePid(options.dataDir)).toBe(pid)
  // Ctrl-C in a terminal is sent to the process group of the server.
  const groups = execFileSync('ps', ['-o', 'pgid=', '-p', `${pid},${process.pid}`]).toString()
  expect(new Set(groups.trim().split(/\s+/)).size).toBe(2)
  await remove()
})

const OPEN_AND_STAY = `
  import { openDatabase } from '@/lib/database/database'
  const database = await openDatabase({ dataDir: process.argv[2], databaseUrl: null })
  await database.query('CREATE TABLE notes (n int)')
  await database.query('INSERT INTO notes VALUES (1)')
  const busy = database.query('BEGIN; INSERT INTO notes VALUES (2)')
  await busy
  console.log('open')
  setInterval(() => {}, 1000)
`

test('a killed server leaves no process, and the next server reads what it committed', async () => {
  const dataDir = createTempDir('orphan')
  await copyEmbeddedTo(dataDir)
  const program = path.join(createTempDir('program'), 'open-and-stay.mts')
  await writeFile(program, OPEN_AND_STAY.replaceAll('@/', `${process.cwd()}/`))
  const args = ['--import', 'tsx', program, dataDir]
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: server.stdout }), 'line')
  expect(line).toBe('open')
  const engine = await identifyProcess(await readEnginePid(dataDir))
  server.kill('SIGKILL')
  await once(server, 'exit')
  // At once: it waits for the process that the other server has left.
  const database = await openDatabase({ dataDir, databaseUrl: null })
  expect((await database.query('SELECT n FROM notes')).rows).toEqual([{ n: 1 }])
  // It gives its lock up shortly before its end.
  await expect.poll(() => isAlive(engine)).toBe('no')
  await database.close()
  expect(await readdir(dataDir)).toEqual(['database'])
})

test('the socket is accessible only to this user and is removed by the close', async () => {
  const { database, options, remove } = await openOwnDatabase('embedded')
  const { address } = database
  if (address.kind !== 'embedded') throw new Error('not embedded')
  expect(address).toEqual({
    kind: 'embedded',
    socketDir: path.join(options.dataDir, 'socket'),
    port: 5432,
  })
  expect((await stat(address.socketDir)).mode & 0o777).toBe(0o700)
  await database.close()
  await expect(stat(address.socketDir)).rejects.toMatchObject({ code: 'ENOENT' })
  await remove()
})

test('the socket is in another directory when the name of the data directory is too long', async () => {
  const dataDir = path.join(createTempDir('long'), 'x'.repeat(100))
  await copyEmbeddedTo(dataDir)
  const database = await openDatabase({ dataDir, databaseUrl: null })
  const { address } = database
  if (address.kind !== 'embedded') throw new Error('not embedded')
  expect(address.socketDir.startsWith(dataDir)).toBe(false)
  expect((await stat(address.socketDir)).mode & 0o777).toBe(0o700)
  expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await database.close()
  await expect(stat(address.socketDir)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a database whose directory disappears is not replaced by an empty one', async () => {
  const { database, options, remove } = await openOwnDatabase('embedded')
  await rm(path.join(options.dataDir, 'database'), { recursive: true })
  process.kill(await readEnginePid(options.dataDir), 'SIGKILL')
  await expect.poll(() => warn.mock.calls.length).toBe(2)
  expect(warn.mock.calls[1]?.[0]).toContain('cannot be opened: it is gone')
  await expect(database.check(100)).rejects.toMatchObject({ code: 'database-unavailable' })
  await expect(database.query('SELECT 1')).rejects.toMatchObject({ code: 'database-unavailable' })
  await remove()
})
