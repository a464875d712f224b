import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo' })

const LIGHT = 'rgb(250, 250, 251)'
const DARK = 'rgb(12, 13, 15)'

const expectGround = (page: Page, color: string) =>
  expect(page.locator('html')).toHaveCSS('background-color', color)

async function choose(page: Page, theme: string): Promise<void> {
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: theme, exact: true }).click()
  await expect(page.getByRole('menu')).toHaveCount(0)
}

test('colours follow the system, also when it changes', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openPage(page, '/')
  await expectGround(page, DARK)
  await page.emulateMedia({ colorScheme: 'light' })
  await expectGround(page, LIGHT)
})

test('a person picks a theme, which stays, and goes back to the system', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openPage(page, '/')
  await choose(page, 'Dark')
  await expectGround(page, DARK)
  await page.reload()
  await expectGround(page, DARK)
  await openPage(page, '/activity')
  await expectGround(page, DARK)

  await choose(page, 'System')
  await expectGround(page, LIGHT)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectGround(page, DARK)
  await choose(page, 'Light')
  await expectGround(page, LIGHT)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, colorScheme: 'dark' })

  test('colours follow the system', async ({ page }) => {
    await page.goto('/')
    await expectGround(page, DARK)
  })
})
