import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { EventPage, EventView } from '@/lib/views/event'
import type { RepoView } from '@/lib/views/repo'
import { asAdmin } from '../admin-token'
import { startServer, waitForSyncs } from '../start-server'
import type { FaultWorld } from './open-fault-world'

/** The registry as the API shows it, without what is of the server and not of Git. */
export async function readRegistry(url: string): Promise<unknown> {
  const { items }: { items: readonly RepoView[] } = await read(url, '/repos')
  const repos = items.map(({ slug, error, stateHash, events, versions, ignoredTags }) => ({
    ...{ slug, error, stateHash, events, versions, ignoredTags },
  }))
  const models = await read(url, '/models?pageSize=500')
  return { repos, events: await listEvents(url), models }
}

/** As a server shows it that starts without a database and without mirrors. */
export async function readFreshRegistry({ env }: FaultWorld): Promise<unknown> {
  const dataDir = path.join(createTempDir('fresh'), 'data')
  await copyEmbeddedTo(dataDir)
  const { DATABASE_URL: _, ...rest } = env
  const server = await startServer({ ...rest, SIGNET_DATA_DIR: dataDir })
  onTestFinished(() => void server.stop('SIGKILL'))
  await waitForSyncs(server.url, asAdmin)
  const registry = await readRegistry(server.url)
  await server.stop('SIGTERM')
  return registry
}

/** All events, or those of one repository. */
export async function listEvents(url: string, repo?: string): Promise<EventView[]> {
  const events: EventView[] = []
  const query = repo === undefined ? '' : `&repo="${repo}"`
  let next: string | null = null
  do {
    const before: string = next === null ? '' : `&before=${encodeURIComponent(next)}`
    const page: EventPage = await read(url, `/events?pageSize=500${query}${before}`)
    events.push(...page.items)
    next = page.next
  } while (next !== null)
  return events
}

async function read(url: string, place: string) {
  const response = await fetch(`${url}/api/v1${place}`, { headers: asAdmin })
  expect(response.status).toBe(200)
  return response.json()
}
