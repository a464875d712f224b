import { renameSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { asAdmin } from './admin-token'
import { openApi } from './api-client'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { openPage } from './open-page'

test.use({ scenario: 'troubled' })

const card = (page: Page, slug: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { level: 2, name: slug }) })

test('a person sees the state of each repository at a glance', async ({ page }) => {
  await openPage(page, '/repos')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    ...['broken', 'empty', 'lively', 'missing', 'steady'],
  ])
  await expect(card(page, 'broken')).toContainText('Synced')
  await expect(card(page, 'broken').getByRole('listitem')).toHaveText([
    ...['2 models', '1 version', '3 events', '3 problems', '5 ignored tags'],
  ])
  await expect(card(page, 'empty').getByRole('listitem')).toHaveText([
    ...['0 models', '0 versions', '0 events', '0 problems', '0 ignored tags'],
  ])
  await expect(card(page, 'missing')).toContainText('Failed')
  await expect(card(page, 'missing')).toContainText('There is no Git repository at this address')
  await expect(card(page, 'missing')).toContainText('This repository has not been read yet.')
})

test('a person reads each problem with its file and line', async ({ page }) => {
  await openPage(page, '/repos')
  await card(page, 'broken').getByRole('link', { name: '3 problems' }).click()
  await expect(page).toHaveURL('/repos/broken')
  const problem = (sentence: string) =>
    page.getByRole('listitem').filter({ hasText: sentence }).last()
  await expect(problem('The file is not valid YAML.')).toContainText(/tracking\/artifacts\.yaml:\d/)
  await expect(problem('A field has the wrong format and was left out.')).toContainText('labels')
  await expect(problem('A field has the wrong form')).toContainText('artifacts.yaml:6')
  await expect(problem('A field has the wrong form').getByRole('link')).toHaveText('typo')
  await expect(problem('A field has the wrong form')).toContainText(
    'Correct the field in artifacts.yaml, line 6, commit and push.',
  )
  await expect(problem('The stage is not among those that .gto allows.')).toContainText(
    'scorer#canary#2',
  )
  await expect(problem('The stage is not among those')).toContainText(
    'Add the stage to stages in the file .gto, or promote to one that is there.',
  )
  await problem('The stage is not among').getByRole('link', { name: 'scorer' }).click()
  await expect(page).toHaveURL('/models/broken/scorer')
  await expect(page.getByRole('main')).toContainText('Works, whatever stands around it')
  await expect(page.getByRole('main')).toContainText('scorer#canary#2')
})

test('a person reads which tags are ignored and why', async ({ page }) => {
  await openPage(page, '/repos/broken')
  await page.getByRole('link', { name: 'Ignored tags' }).last().click()
  await expect(page).toHaveURL('/repos/broken?tab=ignored')
  const reasons = {
    'release-1': 'Not a registry tag',
    'scorer@created': '“@created” tags have no meaning',
    'scorer@v2.0.0': 'The tag is lightweight',
    'scorer@v3.0.0': 'The tag points at a file or a folder instead of a commit.',
    'scorer@v4.0.0': 'The tag has no tagger',
  }
  for (const [tag, reason] of Object.entries(reasons)) {
    const item = page.getByRole('listitem').filter({ has: page.getByText(tag, { exact: true }) })
    await expect(item.last()).toContainText(reason)
  }
})

test('a sync that changes nothing shows its time, and leaves the page as it is', async ({
  page,
  request,
}) => {
  const api = openApi(request)
  await openPage(page, '/repos/empty')
  const readings: string[] = []
  page.on('request', (one) => {
    const headers = one.headers()
    if (headers.rsc && !Object.keys(headers).some((name) => name.includes('prefetch'))) {
      readings.push(one.url())
    }
  })
  for (let round = 0; round < 2; round += 1) {
    const { syncedAt } = await api.findRepo('empty')
    await request.post('/api/v1/repos/empty/sync', { headers: asAdmin })
    await expect.poll(async () => (await api.findRepo('empty')).syncedAt).not.toBe(syncedAt)
    const { syncedAt: now } = await api.findRepo('empty')
    await expect(card(page, 'empty').locator(`time[datetime="${now}"]`)).toBeVisible()
  }
  expect(readings).toEqual([])
})

test('when a remote is gone, the last index stays with its age, and the sync recovers by itself', async ({
  page,
  remotes,
  request,
}) => {
  const remote = remotes.steady ?? ''
  const { syncedAt } = await openApi(request).findRepo('steady')
  renameSync(remote, `${remote}.away`)
  await openPage(page, '/repos/steady')
  await request.post('/api/v1/repos/steady/sync', { headers: asAdmin })
  await expect(card(page, 'steady')).toContainText('Failed')
  await expect(card(page, 'steady')).toContainText('There is no Git repository at this address')
  await expect(card(page, 'steady')).toContainText(
    'The pages show the data of the last successful sync',
  )
  await expect(card(page, 'steady')).toContainText('Next attempt')
  await expect(card(page, 'steady').locator(`time[datetime="${syncedAt}"]`).first()).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('2 of 5 not synced')

  const models = modelsPage(page)
  await models.open()
  await expect(page.getByRole('main')).toContainText('2 of 5 repositories could not be synced')
  await expect(models.table.getByRole('row', { name: /^steady/ })).toContainText('v1.0.0')
  const api = openApi(request)
  const failed = await api.findRepo('steady')
  expect(failed).toMatchObject({
    status: 'failed',
    syncedAt,
    models: 1,
    error: { code: 'not-found' },
  })
  expect(await api.findModel('steady', 'steady')).toMatchObject({ latest: { version: 'v1.0.0' } })

  renameSync(`${remote}.away`, remote)
  await openPage(page, '/repos/steady')
  await request.post('/api/v1/repos/steady/sync', { headers: asAdmin })
  await expect(card(page, 'steady')).not.toContainText('Failed')
  await expect(card(page, 'steady')).toContainText('Synced')
  await expect
    .poll(async () => Date.parse((await api.findRepo('steady')).syncedAt ?? ''))
    .toBeGreaterThan(Date.parse(syncedAt ?? ''))
})
