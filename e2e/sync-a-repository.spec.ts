import { renameSync } from 'node:fs'
import type { Page } from '@playwright/test'
import type { RepoView } from '@/lib/views/repo'
import { asAdmin } from './admin-token'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { pushTag } from './push-tag'
import { signInAs } from './sign-in-as'

test.use({ scenario: 'lively' })

const card = (page: Page, slug: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { level: 2, name: slug }) })
const syncNow = (page: Page, slug: string) => page.getByRole('button', { name: `Sync now ${slug}` })

test('a tag that was just pushed appears after Sync now, on every open page, without a reload', async ({
  page,
  context,
  remotes,
  request,
}) => {
  await page.goto('/sign-in')
  await signInAs(page, 'ana')
  const repos = page
  const versions = await context.newPage()
  await openPage(versions, '/models/lively/lively?tab=versions')
  await expect(versions.getByRole('table', { name: 'Versions' }).locator('tbody tr')).toHaveCount(1)
  await openPage(repos, '/repos')
  await expect(card(repos, 'lively')).toContainText('2 events')
  for (const one of [repos, versions]) await one.evaluate(() => document.body.classList.add('kept'))

  await pushTag(remotes.lively ?? '', 'lively@v1.1.0')
  await syncNow(repos, 'lively').click()
  const said = card(repos, 'lively').getByRole('status')
  await expect(said).toHaveText('Synced: 1 new tag')
  await expect(card(repos, 'lively')).toContainText('3 events')
  await expect(card(repos, 'lively')).toContainText('2 versions')

  await versions.bringToFront()
  const table = versions.getByRole('table', { name: 'Versions' })
  await expect(table.locator('tbody tr').first()).toContainText('lively@v1.1.0')
  for (const one of [repos, versions]) await expect(one.locator('body')).toHaveClass(/kept/)

  await pushTag(remotes.lively ?? '', 'lively#staging#2')
  expect((await request.post('/api/v1/repos/lively/sync', { headers: asAdmin })).status()).toBe(202)
  await expect(
    versions.getByRole('main').locator('header li', { hasText: 'staging' }),
  ).toContainText('v1.1.0')
  await expect(versions.locator('body')).toHaveClass(/kept/)
})

test('a person is told what a sync found: nothing new, or why it failed', async ({
  page,
  remotes,
}) => {
  const remote = remotes.lively ?? ''
  await page.goto('/sign-in')
  await signInAs(page, 'ana')
  await openPage(page, '/repos/lively')
  const said = card(page, 'lively').getByRole('status')
  await syncNow(page, 'lively').click()
  await expect(said).toHaveText('Synced: nothing new')

  renameSync(remote, `${remote}.away`)
  await syncNow(page, 'lively').click()
  await expect(said).toHaveText(/^The sync failed: There is no Git repository at this address/)
  renameSync(`${remote}.away`, remote)
  await syncNow(page, 'lively').click()
  await expect(said).toHaveText('Synced: nothing new')
})

test('a page that was rendered before a sync ended, and comes after it, does not stay so', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await signInAs(page, 'ana')
  await openPage(page, '/repos/lively')
  const stream = await page.evaluateHandle(followSyncs)
  // The answer of a busy server: the stream of changes overtakes it.
  await page.route('/repos/lively', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const response = await route.fetch()
    expect(await stream.evaluate(({ synced }) => synced)).toBe('ok')
    await route.fulfill({ response })
  })
  await syncNow(page, 'lively').click()
  await expect(card(page, 'lively').getByRole('status')).toHaveText('Synced: nothing new')
  await expect(page.getByRole('banner')).not.toContainText('Syncing')
})

/** Opens the stream of changes beside the page's own, which the server tells first. `synced` resolves to the state of
 *  the repository when the stream tells of a sync that ended after this call. */
async function followSyncs(): Promise<{ synced: Promise<string> }> {
  const source = new EventSource('/api/v1/repos/events')
  const next = (name: string) =>
    new Promise<RepoView | undefined>((resolve) =>
      source.addEventListener(name, ({ data }) => resolve(JSON.parse(data)[0]), { once: true }),
    )
  const before = await next('message')
  async function waitForSync(): Promise<string> {
    const repo = await next('changed')
    return repo && repo.syncedAt !== before?.syncedAt ? repo.status : waitForSync()
  }
  return { synced: waitForSync().finally(() => source.close()) }
}
