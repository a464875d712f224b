import { spawnSync } from 'node:child_process'
import { openApi } from './api-client'
import { checkAccessibility } from './check-accessibility'
import { findItem, openItem } from './event-list'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'proven' })

test('a person sees who acted, who proved it and who only claims', async ({ page }) => {
  await openPage(page, '/models/churn/churn?tab=history')
  const promoted = findItem(page, 'churn#production#1')
  await expect(promoted).toContainText('Requested byAna Souza <ana@example.com>')
  await expect(promoted).toContainText('Approved byBen Carter <ben@example.com>')
  await expect(promoted).toContainText('Reasonrecall is better')
  await expect(promoted).toContainText(
    /Verified: SSH signature by signet@example\.com with key SHA256:/,
  )
  await expect(promoted).toContainText('TaggerSignet <signet@example.com>, a claim of the tag')
  const registered = findItem(page, 'churn@v1.0.0')
  await expect(registered).toContainText('Verified: SSH signature by ana@example.com')
  await expect(registered).not.toContainText('Requested by')
  const staged = findItem(page, 'churn#staging#2')
  await expect(staged).toContainText('Signed, key unknown: SSH signature with key SHA256:')
  await expect(staged).toContainText('TaggerThe Boss')
  for (const item of [promoted, registered, staged]) await openItem(item)
  await expect(promoted.getByText('recall is better', { exact: true })).toBeVisible()
  await checkAccessibility(page)
})

test('a tag without the proof that production requires changes nothing', async ({
  page,
  request,
}) => {
  await openPage(page, '/models/churn/churn?tab=history')
  const rejected = findItem(page, 'churn#production#3')
  await expect(rejected).toContainText('v1.1.0 assigned to production')
  await expect(rejected).toContainText('Does not count')
  await expect(findItem(page, 'churn#staging#2')).not.toContainText('Does not count')
  const { stages } = await openApi(request).findModel('churn', 'churn')
  expect(stages.production?.map((holder) => [holder.version, holder.signature.signer])).toEqual([
    ['v1.0.0', 'signet@example.com'],
  ])
  await openPage(page, '/activity')
  const line = findItem(page, 'churn#production#3').locator('summary')
  await expect(line).toContainText('Does not count')
  await expect(findItem(page, 'churn#production#1').locator('summary')).toContainText('Ana Souza')
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
