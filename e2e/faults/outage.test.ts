import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { connectDatabase } from '@/lib/database/database'
import { openPostgresServer, type PostgresServer } from '@/lib/testing/postgres-server'
import { createTempDir } from '@/lib/testing/temp-dir'
import { asAdmin } from '../admin-token'
import { modelPath } from '../api-client'
import { startServer } from '../start-server'
import { audit } from './audit'
import { type Clients, startClients } from './clients'
import { CONTENDED } from './fault-repo'
import { listLeftRows } from './leftovers'
import { type FaultWorld, openFaultWorld } from './open-fault-world'
import { type Attempt, promote } from './promote'
import { pushVersion, startPushing } from './push-versions'
import { startWorker } from './start-worker'

/** How long a machine that is busy may take. */
const SOON = { timeout: 180_000 }

const AWAY = { error: { code: 'database-unavailable', message: expect.stringContaining('soon') } }
const DATABASE = { status: 'failed', detail: 'The database does not answer.' }

test('two servers and a worker outlive restarts of PostgreSQL, and every command is carried out once', async () => {
  const postgres = await openPostgresServer()
  const world = await openFaultWorld({ DATABASE_URL: `${postgres.url}/postgres` })
  const withDir = (name: string) => ({
    ...world.env,
    SIGNET_DATA_DIR: path.join(createTempDir(name), 'data'),
  })
  const other = await startServer(withDir('other'))
  onTestFinished(() => void other.stop('SIGKILL'))
  const worker = await startWorker(withDir('worker'))
  const urls = [world.server.url, other.url]
  const turns = takeTurns(urls)
  const pushing = startPushing(world.pushed, turns)
  const clients = startClients(turns, CONTENDED)
  const attempts: Attempt[] = []
  for (const signal of ['INT', 'QUIT'] as const) {
    await waitForCommand(clients)
    attempts.push(...(await restart(postgres, signal, urls)))
    await waitForCommand(clients)
  }
  attempts.push(...(await clients.stop()))
  await pushing.stop()
  await audit(world, attempts)
  expect(await other.stop('SIGTERM')).toMatchObject({ code: 0, signal: null })
  await world.stop()
  await expectSynced(world, await pushVersion(world.pushed, 100_000))
  expect(await worker.stop()).toMatchObject({ code: 0, signal: null })
  expect(await listLeftRows(world.dataDir, world.env.DATABASE_URL ?? null)).toEqual([])
}, 900_000)

/** Stops PostgreSQL, looks at what the servers say, and starts it. Each server is asked for one command before, during
 *  and after the outage. */
async function restart(
  postgres: PostgresServer,
  signal: 'INT' | 'QUIT',
  urls: readonly string[],
): Promise<readonly Attempt[]> {
  const ask = (when: string) =>
    urls.map((url, index) =>
      promote(() => url, { ...ORDER, stage: `${when}-${signal}-${index}`.toLowerCase() }),
    )
  const before = await Promise.all(ask('before'))
  await postgres.stop(signal)
  await Promise.all(urls.map(expectAway))
  const during = ask('during')
  await postgres.start()
  for (const url of urls) await expect.poll(() => read(url, '/health'), SOON).toEqual(WELL)
  // A request with a known id is not carried out again by either server.
  const again = before.map(({ id }, index) => {
    const stage = `before-${signal}-${index}`.toLowerCase()
    return promote(takeTurns(urls), { ...ORDER, stage, id })
  })
  for (const { told } of await Promise.all(again)) expect(told).toEqual(['indexed'])
  const all = [...before, ...(await Promise.all([...during, ...ask('after')]))]
  expect(all.map(({ told }) => told.at(-1))).toEqual(all.map(() => 'indexed'))
  return all
}

const ORDER = { model: 'churn', version: 'v1.0.0' }
const WELL = { status: 200, body: { status: 'ok' } }

async function expectAway(url: string): Promise<void> {
  const body = { status: 'failed', parts: { database: DATABASE } }
  await expect.poll(() => read(url, '/health'), SOON).toEqual({ status: 503, body })
  const places = ['/models', '/repos', '/events', `/commands/${randomUUID()}`]
  const command = { command: 'assign', version: 'v1.0.0', stage: 'never' }
  const init = { method: 'POST', body: JSON.stringify(command) }
  const answers = await Promise.all([
    ...places.map((place) => read(url, place)),
    read(url, `${modelPath('written', 'churn')}/commands`, init),
  ])
  expect(answers).toEqual(answers.map(() => ({ status: 503, body: AWAY })))
}

async function read(url: string, place: string, init: RequestInit = {}) {
  const headers = { ...asAdmin, 'content-type': 'application/json' }
  const response = await fetch(`${url}/api/v1${place}`, { ...init, headers })
  return { status: response.status, body: await response.json() }
}

/** By the worker, where no server runs. */
async function expectSynced({ env }: FaultWorld, tag: string): Promise<void> {
  const database = connectDatabase({ kind: 'server', url: env.DATABASE_URL ?? '' }, 1)
  const find = async () =>
    (await database.query('SELECT tag FROM events WHERE tag = $1', [tag])).rows
  await expect.poll(find, SOON).toEqual([{ tag }])
  await database.close()
}

async function waitForCommand(clients: Clients): Promise<void> {
  const before = clients.written()
  await vi.waitUntil(() => clients.written() > before, SOON)
}

/** One after the other. */
function takeTurns(urls: readonly string[]): () => string {
  let turn = 0
  return () => urls[turn++ % urls.length] ?? ''
}
