import path from 'node:path'
import { expect, test } from '@playwright/test'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { mountSmallDisk, type SmallDisk } from '@/lib/testing/small-disk'
import { createTempDir } from '@/lib/testing/temp-dir'
import { ADMIN_TOKEN, asAdmin } from './admin-token'
import { modelPath } from './api-client'
import { namedInConfig } from './scenarios/scenario'
import { listRepos, type Server, startServer, waitForSyncs } from './start-server'

const MEGABYTES = 512
const CHURN = modelPath('churn', 'churn')

const disk = mountSmallDisk(MEGABYTES)
test.skip(disk === null, 'no right to mount a small disk')
test.afterAll(() => disk?.close())

type Setting = { readonly disk: SmallDisk; readonly repo: GitRepo; readonly server: Server }

async function openSetting(): Promise<Setting> {
  if (disk === null) throw new Error('no small disk')
  disk.empty()
  const dir = createTempDir('full')
  const repo = await createGitRepo({ dir: path.join(dir, 'churn.git') })
  await repo.commit({ files: { 'artifacts.yaml': 'churn:\n  type: model\n' } })
  await repo.tag('churn@v1.0.0', { at: '2026-01-05T09:00:00Z' })
  await copyEmbeddedTo(path.join(disk.dir, 'data'))
  const server = await startServer({
    ...namedInConfig(dir, { churn: repo.dir }).env,
    SIGNET_DATA_DIR: path.join(disk.dir, 'data'),
    SIGNET_ADMIN_TOKEN: ADMIN_TOKEN,
  })
  await waitForSyncs(server.url)
  return { disk, repo, server }
}

const post = (server: Server, place: string, body?: unknown) =>
  fetch(`${server.url}/api/v1${place}`, {
    method: 'POST',
    headers: { ...asAdmin, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const statusOf = async (server: Server, place: string) =>
  (await fetch(`${server.url}${place}`)).status

async function listVersions(server: Server): Promise<readonly string[]> {
  const { versions } = await (await fetch(`${server.url}/api/v1${CHURN}`)).json()
  return versions.map(({ version }: { readonly version: string }) => version)
}

test('with little space the server fetches nothing, promotions say so, and pages answer as before', async () => {
  const { disk, repo, server } = await openSetting()
  disk.fillTo(MEGABYTES * 1024 ** 2 * 0.04)
  await repo.commit({ files: { 'data.txt': 'February' }, at: '2026-02-01T09:00:00Z' })
  await repo.tag('churn@v1.1.0', { at: '2026-02-05T09:00:00Z' })
  expect((await post(server, '/repos/churn/sync')).status).toBe(202)
  const says =
    /^Less than 5 % of the disk of the Signet server is free: 2\d\.\d MB of 53\d\.\d MB\./
  await expect
    .poll(async () => (await listRepos(server.url))[0])
    .toMatchObject({ status: 'failed', error: { code: 'disk-full' }, models: 1 })
  expect((await listRepos(server.url))[0]?.error?.message).toMatch(says)
  const refused = await post(server, `${CHURN}/commands`, {
    command: 'assign',
    version: 'v1.0.0',
    stage: 'production',
  })
  expect(refused.status).toBe(503)
  const { error } = await refused.json()
  expect(error).toMatchObject({ code: 'disk-full', message: expect.stringMatching(says) })
  for (const place of ['/', '/repos', '/models/churn/churn', '/api/v1/health']) {
    expect([place, await statusOf(server, place)]).toEqual([place, 200])
  }
  expect(await listVersions(server)).toEqual(['v1.0.0'])
  const page = await (await fetch(`${server.url}/repos`)).text()
  expect(page).toContain('Less than 5 % of the disk of the Signet server is free')
  disk.empty()
  expect((await post(server, '/repos/churn/sync')).status).toBe(202)
  await expect.poll(() => listVersions(server)).toEqual(['v1.1.0', 'v1.0.0'])
  expect((await server.stop('SIGTERM')).code).toBe(0)
})

test('on a full disk the server reports its health truthfully, answers every request, and recovers with free space', async () => {
  const { disk, repo, server } = await openSetting()
  await repo.tag('churn@v1.2.0', { at: '2026-03-05T09:00:00Z' })
  disk.fillTo(0)
  // Requests that write, until the database has met the full disk.
  await expect
    .poll(
      async () => {
        await post(server, '/repos/churn/sync')
        return await statusOf(server, '/api/v1/health')
      },
      { timeout: 150_000 },
    )
    .toBe(503)
  for (const place of ['/', '/repos', '/api/v1/models', '/api/v1/repos']) {
    const since = performance.now()
    expect([place, await statusOf(server, place)]).toEqual([place, 503])
    expect(performance.now() - since).toBeLessThan(60_000)
  }
  disk.empty()
  await expect.poll(() => statusOf(server, '/api/v1/health'), { timeout: 150_000 }).toBe(200)
  await expect.poll(async () => (await post(server, '/repos/churn/sync')).status).toBe(202)
  await expect.poll(() => listVersions(server), { timeout: 150_000 }).toContain('v1.2.0')
  expect(await statusOf(server, '/')).toBe(200)
  expect(server.errors()).not.toContain('    at ')
  expect((await server.stop('SIGTERM')).code).toBe(0)
})
