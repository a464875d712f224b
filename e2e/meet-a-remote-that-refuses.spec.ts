import type { Page } from '@playwright/test'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { listTags } from './read-remote'
import { HOOK_WORDS } from './scenarios/served'
import { signInAs } from './sign-in-as'

test.use({ scenario: 'served' })

test('the remote declines a tag: its words are shown, nothing is written, and the owner can try again', async ({
  page,
  remotes,
}) => {
  const before = listTags(remotes.guarded)
  const dialog = await openPromote(page, 'churn')
  await dialog.getByText('dev', { exact: true }).first().click()
  // A slow network: the page asks about its command before the server has recorded it, which is no error.
  await page.route('**/models/**', async (route) => {
    if (route.request().method() === 'POST') await page.waitForTimeout(1000)
    await route.continue()
  })
  await dialog.getByRole('button', { name: 'Promote v1.1.0 to dev' }).click()
  await expect(dialog.getByText('The remote refused the tag')).toBeVisible()
  await page.unrouteAll({ behavior: 'wait' })
  await expect(dialog).toContainText(`The remote said: “hook declined: ${HOOK_WORDS}”`)
  await expect(dialog).toContainText('Nothing was written.')
  await expect(dialog.locator('li', { hasText: 'Pushed' })).toContainText('failed')
  expect(listTags(remotes.guarded)).toEqual(before)
  await checkAccessibility(page)

  await dialog.getByRole('button', { name: 'Review again' }).click()
  await dialog.getByText('staging', { exact: true }).first().click()
  await dialog.getByRole('button', { name: 'Promote v1.1.0 to staging' }).click()
  await expect(dialog.getByText('churn v1.1.0 is in staging')).toBeVisible()
  expect(listTags(remotes.guarded)).toEqual([...before, 'churn#staging#2'].sort())
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  const stages = page.getByRole('main').locator('header li')
  await expect(stages.filter({ hasText: 'dev' })).toContainText('Empty')
  await expect(stages.filter({ hasText: 'staging' })).toContainText('v1.1.0')
})

test('the remote declines an approved tag: the requester and the approver read why', async ({
  page,
  browser,
  baseURL,
  remotes,
}) => {
  const before = listTags(remotes.guarded, 'fraud*')
  const dialog = await openPromote(page, 'fraud')
  await dialog.getByText('production', { exact: true }).first().click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Recall is better')
  await dialog.getByRole('button', { name: 'Request approval' }).click()
  await dialog.getByRole('link', { name: 'Open the request' }).click()
  await page.waitForURL(/\/commands\//)
  const address = page.url()

  const context = await browser.newContext({ baseURL })
  const rita = await context.newPage()
  await rita.goto(address)
  await signInAs(rita, 'rita')
  await rita.getByRole('button', { name: 'Approve' }).click()
  for (const one of [rita, page]) {
    const main = one.getByRole('main')
    await expect(main).toContainText('The remote refused the tag')
    await expect(main).toContainText(HOOK_WORDS)
    if (one === rita) await page.goto(address)
  }
  expect(listTags(remotes.guarded, 'fraud*')).toEqual(before)
  await page.getByRole('link', { name: 'Request again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Promote · fraud in guarded')
  await expect(page.getByRole('radio', { name: /^production/ })).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('Recall is better')
  await expect(page.getByRole('button', { name: 'Request approval' })).toBeEnabled()
  await context.close()
})

async function openPromote(page: Page, model: string) {
  await page.goto(`/models/guarded/${model}`)
  await signInAs(page, 'eddy')
  await page.getByRole('link', { name: 'Promote', exact: true }).click()
  return page.getByRole('dialog', { name: `Promote · ${model}` })
}
