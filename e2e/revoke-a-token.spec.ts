import type { Page } from '@playwright/test'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

const row = (page: Page, name: string) =>
  page.getByRole('table', { name: 'API tokens' }).getByRole('row', { name })

async function createToken(page: Page, name: string): Promise<void> {
  await page.goto('/settings?tab=tokens')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Create token' }).click()
  await expect(row(page, name)).toBeVisible()
}

async function revoke(page: Page, name: string): Promise<void> {
  await row(page, name).getByText('Revoke', { exact: false }).first().click()
  await expect(row(page, name)).toContainText('It cannot be restored.')
  await expect(row(page, name)).toBeVisible()
  await row(page, name)
    .getByRole('button', { name: `Yes, revoke ${name}` })
    .click()
  await expect(row(page, name)).toHaveCount(0)
}

test('a person revokes a token after a question', async ({ page, server }) => {
  await signInByLink(page, server)
  await createToken(page, 'nightly')
  await row(page, 'nightly').locator('summary').press('Enter')
  await checkAccessibility(page)
  await page.keyboard.press('Enter')
  await revoke(page, 'nightly')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person revokes a token after the same question', async ({ page, server }) => {
    await signInByLink(page, server)
    await createToken(page, 'weekly')
    await revoke(page, 'weekly')
  })
})
