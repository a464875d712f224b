import { spawnSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { openApi } from './api-client'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'proven' })

const eventOf = (page: Page, tag: string) =>
  page
    .getByRole('main')
    .locator('ol > li')
    .filter({ has: page.getByText(tag, { exact: true }) })

test('a person sees who acted, who proved it and who only claims', async ({ page }) => {
  await openPage(page, '/models/churn/churn?tab=history')
  const promoted = eventOf(page, 'churn#production#1')
  await expect(promoted).toContainText('requested by Ana Souza <ana@example.com>')
  await expect(promoted).toContainText('approved by Ben Carter <ben@example.com>')
  await expect(promoted).toContainText('because recall is better')
  await expect(promoted).toContainText(
    /Verified: SSH signature by signet@example\.com with key SHA256:/,
  )
  await expect(promoted).toContainText('tagger claims to be Signet signet@example.com')
  const registered = eventOf(page, 'churn@v1.0.0')
  await expect(registered).toContainText('Verified: SSH signature by ana@example.com')
  await expect(registered).not.toContainText('requested by')
  const staged = eventOf(page, 'churn#staging#2')
  await expect(staged).toContainText('Signed, key unknown: SSH signature with key SHA256:')
  await expect(staged).toContainText('tagger claims to be The Boss')
  await checkAccessibility(page)
})

test('a tag without the proof that production requires changes nothing', async ({
  page,
  request,
}) => {
  await openPage(page, '/models/churn/churn?tab=history')
  const rejected = eventOf(page, 'churn#production#3')
  await expect(rejected).toContainText('v1.1.0 assigned to production')
  await expect(rejected).toContainText('Does not count')
  await expect(eventOf(page, 'churn#staging#2')).not.toContainText('Does not count')
  const { stages } = await openApi(request).findModel('churn', 'churn')
  expect(stages.production?.map((holder) => [holder.version, holder.signature.signer])).toEqual([
    ['v1.0.0', 'signet@example.com'],
  ])
  await openPage(page, '/activity')
  const row = page.getByRole('row').filter({ hasText: 'churn#production#3' })
  await expect(row).toContainText('Does not count')
  await expect(page.getByRole('row').filter({ hasText: 'churn#production#1' })).toContainText(
    'Ana Souza',
  )
  await checkAccessibility(page)
})

test('a person with a clone computes the state that the server shows', async ({
  page,
  remotes,
  request,
}) => {
  const { stateHash } = await openApi(request).findRepo('churn')
  await openPage(page, '/repos/churn')
  await expect(page.getByRole('main')).toContainText(`Registry state ${stateHash?.slice(0, 12)}`)
  const config = `${remotes.churn?.replace(/churn\.git$/, '')}signet.yaml`
  const args = ['scripts/verify.mjs', 'churn']
  const env = { ...process.env, SIGNET_CONFIG: config, SIGNET_DATA_DIR: '/nonexistent' }
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env })
  expect(stdout).toContain(`state ${stateHash}`)
  expect(stdout).toContain('churn#production#3  unsigned')
  expect(status).toBe(1)
})
