import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { openFakeClock } from '@/lib/testing/fake-clock'
import { createGitRepo } from '@/lib/testing/git-repo'
import { startPostgresServer } from '@/lib/testing/postgres-server'
import { createTempDir } from '@/lib/testing/temp-dir'
import { listRepos, startServer, waitForSyncs } from './start-server'

const DAY = 86_400
/** Polled every five seconds; a sync takes seconds on a busy machine. */
const SOON = { timeout: 150_000 }

const clock = openFakeClock()
test.skip(clock === null, 'libfaketime is not installed')
test.afterAll(() => clock?.close())

test('the server keeps polling after its clock was set forward and back', async () => {
  if (clock === null) return
  const dir = createTempDir('clock')
  const repo = await createGitRepo({ dir: path.join(dir, 'churn.git') })
  await repo.commit({ files: { 'artifacts.yaml': 'churn:\n  type: model\n' } })
  const file = path.join(dir, 'signet.yaml')
  writeFileSync(
    file,
    `local_repos: .
auth: { anonymous: viewer }
repos:
  - { slug: churn, url: ${repo.dir}, poll: 5s }
  - { slug: away, url: ${dir}/away.git, poll: 5s }
`,
  )
  const server = await startServer({
    ...clock.env,
    SIGNET_CONFIG: file,
    SIGNET_DATA_DIR: path.join(dir, 'data'),
    DATABASE_URL: `${await startPostgresServer(clock.env)}/postgres`,
  })
  const listTags = async () => {
    const { items } = await (await fetch(`${server.url}/api/v1/events?repo=churn`)).json()
    return items.map(({ tag }: { readonly tag: string }) => tag)
  }
  const statusOf = async (slug: string) =>
    (await listRepos(server.url)).find((one) => one.slug === slug)?.status
  await waitForSyncs(server.url)
  expect(await statusOf('away')).toBe('failed')

  clock.set(2 * DAY)
  await repo.tag('churn@v1.0.0', { at: '2026-01-05T09:00:00Z' })
  await expect.poll(listTags, SOON).toEqual(['churn@v1.0.0'])
  // The next attempt is written down as of then.
  const retryAt = async () =>
    (await listRepos(server.url)).find(({ slug }) => slug === 'away')?.retryAt ?? ''
  await expect
    .poll(async () => Date.parse(await retryAt()) > Date.now() + DAY * 1000, SOON)
    .toBe(true)

  clock.set(0)
  const away = await createGitRepo({ dir: path.join(dir, 'away.new.git') })
  await away.commit({ files: { 'artifacts.yaml': 'fraud:\n  type: model\n' } })
  renameSync(away.dir, path.join(dir, 'away.git'))
  await repo.tag('churn@v1.1.0', { at: '2026-02-05T09:00:00Z', commit: 'HEAD' })
  await expect.poll(listTags, SOON).toEqual(['churn@v1.1.0', 'churn@v1.0.0'])
  await expect.poll(() => statusOf('away'), SOON).toBe('ok')
  expect((await server.stop('SIGTERM')).code).toBe(0)
})
