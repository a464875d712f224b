import { readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { createTempDir } from '@/lib/testing/temp-dir'
import { startServer } from './start-server'

const AWAY = { error: { code: 'database-unavailable', message: expect.stringContaining('soon') } }

const DATABASE = { status: 'failed', detail: 'The database does not answer.' }

function killEngine(dataDir: string): void {
  process.kill(JSON.parse(readFileSync(path.join(dataDir, 'database.lock'), 'utf8')).pid, 'SIGKILL')
}

test('a database that was killed is back before anyone sees an error', async () => {
  const dataDir = path.join(createTempDir('killed'), 'data')
  await copyEmbeddedTo(dataDir)
  const server = await startServer({ SIGNET_DATA_DIR: dataDir })
  killEngine(dataDir)
  await expect.poll(server.errors).toContain('It is started again.')
  expect((await fetch(`${server.url}/api/v1/repos`)).status).toBe(200)
  expect((await fetch(server.url)).status).toBe(200)
  expect((await server.stop('SIGTERM')).code).toBe(0)
})

test('while the database is not available every answer says so, and the server recovers with it', async () => {
  const dataDir = path.join(createTempDir('away'), 'data')
  await copyEmbeddedTo(dataDir)
  const server = await startServer({ SIGNET_DATA_DIR: dataDir })
  const read = async (place: string) => {
    const response = await fetch(`${server.url}${place}`)
    return { status: response.status, text: await response.text() }
  }
  renameSync(path.join(dataDir, 'database'), path.join(dataDir, 'elsewhere'))
  killEngine(dataDir)
  const health = await read('/api/v1/health')
  expect(health.status).toBe(503)
  expect(JSON.parse(health.text)).toEqual({ status: 'failed', parts: { database: DATABASE } })
  const ready = await read('/api/v1/ready')
  expect(ready.status).toBe(503)
  expect(JSON.parse(ready.text).parts.database).toEqual(DATABASE)
  // At once, as each waits for the database as long as a server may.
  const places = ['repos', 'repos/events', 'models', 'models/a/b/resolve?stage=x', 'events']
  const pages = ['/', '/repos', '/models/a/b', '/nothing']
  const [answers, shown] = await Promise.all([
    Promise.all(places.map((place) => read(`/api/v1/${place}`))),
    Promise.all(pages.map(read)),
  ])
  for (const [index, { status, text }] of answers.entries()) {
    const place = places[index]
    expect({ place, status, body: JSON.parse(text) }).toEqual({ place, status: 503, body: AWAY })
  }
  for (const [index, { status, text }] of shown.entries()) {
    expect({ place: pages[index], status }).toEqual({ place: pages[index], status: 503 })
    expect(text).toContain('<h1>The database does not answer</h1>')
  }
  renameSync(path.join(dataDir, 'elsewhere'), path.join(dataDir, 'database'))
  await expect.poll(async () => (await read('/api/v1/health')).status).toBe(200)
  expect((await read('/')).status).toBe(200)
  expect((await server.stop('SIGTERM')).code).toBe(0)
})
