import type { Page } from '@playwright/test'
import { whyNoSshRemote } from '@/lib/testing/ssh-remote'
import { openApi } from './api-client'
import { checkAccessibility } from './check-accessibility'
import { findItem } from './event-list'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import {
  listTags,
  readAllowedSigner,
  readTag,
  readTrailers,
  resolve,
  verifyTag,
} from './read-remote'
import { readTable } from './read-table'
import { signInAs } from './sign-in-as'

test.use({ scenario: 'served' })

const EDDY = 'Eddy <eddy@example.com>'
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'

const REMOTES = [
  { slug: 'web', what: 'HTTP with a password', skipped: null },
  { slug: 'shell', what: 'SSH with a key', skipped: whyNoSshRemote() },
] as const

for (const { slug, what, skipped } of REMOTES) {
  test.describe(`over ${what}`, () => {
    test.skip(skipped !== null, skipped ?? '')

    test('a signed-in person promotes with the mouse, and git verifies the tag', async ({
      page,
      remotes,
    }) => {
      const remote = remotes[slug]
      await page.goto(`/models/${slug}/churn`)
      await signInAs(page, 'eddy')
      await page.getByRole('link', { name: 'Promote', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: 'Promote · churn' })
      await dialog.getByText('staging', { exact: true }).first().click()
      await dialog.getByRole('combobox', { name: 'Version' }).selectOption('v1.1.0')
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('February is better')
      await expect(dialog).toContainText('Reason: February is better')
      await expect(dialog).toContainText(`Requested-by: ${EDDY}`)
      await dialog.getByRole('button', { name: 'Promote v1.1.0 to staging' }).click()
      await expect(dialog.getByText('churn v1.1.0 is in staging')).toBeVisible()
      await checkAccessibility(page)

      expect(listTags(remote, 'churn#*')).toEqual(['churn#staging#1', 'churn#staging#2'])
      expect(readTag(remote, 'churn#staging#2')).toMatch(
        /^object [0-9a-f]{40}\ntype commit\ntag churn#staging#2\ntagger Signet <signet@example\.com> \d+ \+0000\n\nAssigning stage staging to artifact churn version v1\.1\.0\n\n/,
      )
      expect(resolve(remote, 'churn#staging#2^{commit}')).toBe(resolve(remote, 'main~1'))
      const { url } = await openApi(page.request).findRepo(slug)
      expect(readTrailers(remote, 'churn#staging#2')).toEqual([
        `Requested-by: ${EDDY}`,
        'Reason: February is better',
        expect.stringMatching(`^Request-Id: ${UUID}$`),
        `Registry-Repo: ${url.replace(/^\w+:\/\/(?:.*@)?/, '').replace(/\.git$/, '')}`,
        `Previous: ${resolve(remote, 'churn#staging#1')}`,
      ])

      await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
      await expect(stageOf(page, 'staging')).toContainText('v1.1.0')
      await expect(stageOf(page, 'staging')).toContainText('Verified by signet@example.com')
      await seeInHistory(page, 'churn#staging#2', 'February is better')
      await seeInActivity(page, slug, 'churn#staging#2')
      await page.getByRole('link', { name: 'Models', exact: true }).first().click()
      const models = page.getByRole('table', { name: 'Models' })
      await expect(models).toBeVisible()
      const row = (await readTable(models)).find(
        (one) => one.Name === 'churn' && one.Repository === slug,
      )
      expect(row?.staging).toMatch(/^v1\.1\.0 Verified /)
      const allowed = await readAllowedSigner(page)
      expect(verifyTag(remote, 'churn#staging#2', allowed)).toContain(
        'Good "git" signature for signet@example.com',
      )
    })

    test('a person promotes with the keyboard alone', async ({ page, remotes }) => {
      const remote = remotes[slug]
      const path = `/models/${slug}/uplift`
      await page.goto(path)
      await signInAs(page, 'rita')
      await openPage(page, path)
      const promote = page.getByRole('link', { name: 'Promote', exact: true })
      await promote.focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog', { name: 'Promote · uplift' })
      await expect(dialog.getByRole('radio', { name: /^dev/ })).toBeFocused()
      await page.keyboard.press('Space')
      await page.keyboard.press('Tab')
      await expect(dialog.getByRole('combobox', { name: 'Version' })).toHaveValue('v1.1.0')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Tab')
      await page.keyboard.type('Try the old one')
      await expect(dialog).toContainText('Reason: Try the old one')
      await page.keyboard.press('Tab')
      await expect(
        dialog.getByRole('button', { name: 'Promote v1.0.0 to dev', disabled: false }),
      ).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(dialog.getByText('uplift v1.0.0 is in dev')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      await expect(promote).toBeFocused()
      await expect(stageOf(page, 'dev')).toContainText('v1.0.0')
      expect(listTags(remote, 'uplift#*')).toEqual(['uplift#dev#2', 'uplift#staging#1'])
      expect(readTrailers(remote, 'uplift#dev#2')).toEqual([
        'Requested-by: Rita <rita@example.com>',
        'Reason: Try the old one',
        expect.stringMatching(`^Request-Id: ${UUID}$`),
        expect.stringMatching(`^Registry-Repo: .*/${slug}$`),
        'Previous: none',
      ])
      expect(verifyTag(remote, 'uplift#dev#2', await readAllowedSigner(page))).toContain(
        'Good "git" signature for signet@example.com',
      )
    })
  })
}

function stageOf(page: Page, stage: string) {
  return page.getByRole('main').locator('header li', { hasText: stage })
}

async function seeInHistory(page: Page, tag: string, reason: string): Promise<void> {
  await page.getByRole('link', { name: 'History', exact: true }).click()
  const item = findItem(page, tag)
  await expect(item).toContainText(`Requested by${EDDY}`)
  await expect(item).toContainText(`Reason${reason}`)
  await expect(item).toContainText(
    /Verified: SSH signature by signet@example\.com with key SHA256:/,
  )
  await expect(item).toContainText('TaggerSignet <signet@example.com>, a claim of the tag')
}

async function seeInActivity(page: Page, slug: string, tag: string): Promise<void> {
  await page.getByRole('link', { name: 'Activity', exact: true }).first().click()
  const line = findItem(page, tag).filter({ hasText: slug }).locator('summary')
  await expect(line).toContainText('Eddy')
  await expect(line).toContainText('v1.1.0 assigned to staging')
}
