import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { signInByLink } from './sign-in'

test.use({ scenario: 'demo' })

test('the owner selects models by keys and promotes them with one push', async ({
  page,
  remotes,
  server,
}) => {
  await signInByLink(page, server)
  await openPage(page, '/?q=repo:churn')
  const remote = remotes.churn ?? ''
  const pushes = countPushes(remote)

  for (const name of ['churn', 'ltv']) {
    await page.getByRole('link', { name, exact: true }).focus()
    await page.keyboard.press('x')
    // The first key loads its script, which looks where the focus is by then.
    await expect(page.getByRole('checkbox', { name: `Select ${name}`, exact: true })).toBeChecked()
  }
  await expect(page.getByText('2 selected')).toBeVisible()
  await checkAccessibility(page)
  await page.getByRole('button', { name: 'Promote together' }).click()
  const dialog = page.getByRole('dialog', { name: 'Promote 2 models together' })
  await dialog.getByRole('radio', { name: /^staging/ }).check()
  await expect(dialog.getByText('churn v2.1.0 is already in staging.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Promote 2 models to staging' })).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'Version of churn' }).selectOption('v2.0.0')
  await expect(dialog.getByText('2 tags in one push')).toBeVisible()
  await expect(dialog.locator('summary')).toHaveText([/^churnv\S+ → v2\.0\.0/, /^ltvv\S+ → v\S+/])
  await checkAccessibility(page)

  await dialog.getByRole('button', { name: 'Promote 2 models to staging' }).dblclick()
  await expect(dialog.getByText('2 models are in staging')).toBeVisible()
  const tags = await dialog
    .locator('dd code')
    .filter({ hasText: /#staging#/ })
    .allTextContents()
  expect(tags).toHaveLength(2)
  for (const tag of tags) execFileSync('git', ['-C', remote, 'rev-parse', '-q', `refs/tags/${tag}`])
  expect(pushes()).toBe(1)

  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Promote together' })).toBeFocused()

  await page.goto('/models/churn/churn')
  await page.getByText('More', { exact: true }).click()
  await page.getByRole('menuitem', { name: 'Roll back a stage' }).click()
  const rollBack = page.getByRole('dialog', { name: 'Roll back a stage · churn' })
  await rollBack.getByRole('radio', { name: /^staging/ }).check()
  await rollBack.getByRole('button', { name: 'Roll staging back to v2.1.0' }).click()
  await expect(rollBack.getByText('churn v2.1.0 is in staging again')).toBeVisible()
  await rollBack.getByRole('link', { name: 'Its history' }).click()
  await expect(rollBack).toBeHidden()

  await openPage(page, '/requests?state=all')
  const rows = page.getByRole('table').locator('tbody tr')
  await expect(rows.filter({ hasText: 'churn' })).toHaveCount(2)
  await expect(rows.filter({ hasText: 'detector:yolo' })).toHaveCount(1)
  await checkAccessibility(page)
})

test('the usual columns fit a screen of 1440 px', async ({ page, server }) => {
  await signInByLink(page, server)
  await page.setViewportSize({ width: 1440, height: 900 })
  await openPage(page, '/')
  const panel = page.locator('.table-panel')
  expect(await panel.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
})

/** Counts the pushes that the remote takes from now on. */
function countPushes(remote: string): () => number {
  const log = path.join(remote, 'pushes')
  writeFileSync(log, '')
  const hook = path.join(remote, 'hooks/post-receive')
  execFileSync('mkdir', ['-p', path.dirname(hook)])
  writeFileSync(hook, `#!/bin/sh\necho push >> '${log}'\n`, { mode: 0o755 })
  return () => Number(execFileSync('grep', ['-c', 'push', log]).toString())
}
