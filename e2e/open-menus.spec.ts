import type { Page } from '@playwright/test'
import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

const more = (page: Page) => page.locator('summary', { hasText: 'More' })
const items = (page: Page) => page.getByRole('menuitem')
const COMMANDS = [
  ...['Register a version', 'Roll back a stage', 'Take out of a stage'],
  ...['Deregister a version', 'Deprecate the model'],
]

test('a person opens a menu and chooses with the keyboard', async ({ page, server }) => {
  await signInByLink(page, server)
  await openPage(page, '/models/fraud/fraud-07')
  await more(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu', { name: 'More' })).toBeVisible()
  await expect(items(page)).toHaveText(COMMANDS)
  await expect(items(page).first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(items(page).nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(items(page).last()).toBeFocused()
  await page.keyboard.press('t')
  await expect(items(page).nth(2)).toBeFocused()
  await checkAccessibility(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(more(page)).toBeFocused()

  await page.keyboard.press('ArrowDown')
  await expect(items(page).first()).toBeFocused()
  // A menu moves the focus to the item of a letter after the key press.
  await page.keyboard.press('r')
  await expect(items(page).nth(1)).toBeFocused()
  await page.keyboard.press('r')
  await expect(items(page).first()).toBeFocused()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /· fraud-07 in fraud$/ })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(more(page)).toBeFocused()
})

test('a person opens and closes a menu with the pointer', async ({ page }) => {
  await openPage(page, '/models/fraud/fraud-07')
  await more(page).click()
  await expect(items(page)).toHaveText(COMMANDS)
  await expect(page.locator('details.dropdown[open]')).toHaveCount(0)
  await more(page).click()
  await expect(items(page)).toHaveCount(0)
  await more(page).click()
  await page.getByRole('heading', { level: 1 }).click()
  await expect(items(page)).toHaveCount(0)
})

test('a person who presses before the script is there gets the same menu', async ({ page }) => {
  await page.goto('/models/fraud/fraud-07')
  await more(page).dispatchEvent('click')
  await expect(page.getByText('Deprecate the model').filter({ visible: true })).toHaveCount(1)
})

test('a person picks a theme with the keyboard', async ({ page }) => {
  await openPage(page, '/')
  await page.getByRole('button', { name: 'Theme' }).focus()
  await page.keyboard.press('Enter')
  const themes = page.getByRole('menuitemradio')
  await expect(themes).toHaveText(['System', 'Light', 'Dark'])
  await expect(themes.first()).toHaveAttribute('aria-checked', 'true')
  await expect(themes.first()).toBeFocused()
  await page.keyboard.press('d')
  await expect(themes.last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByRole('button', { name: 'Theme' })).toBeFocused()
})

test('signing out everywhere asks first', async ({ page, server }) => {
  await signInByLink(page, server)
  await openPage(page, '/')
  await page.getByRole('button', { name: 'Account' }).click()
  await expect(items(page)).toHaveText(['Sign out', 'Sign out everywhere'])
  await items(page).last().click()
  await expect(items(page)).toHaveText(['Sign out', 'Sign out everywhere', 'Yes, on all devices'])
  await checkAccessibility(page)
})

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true })

  test('a person opens a menu and chooses with a finger', async ({ page, server }) => {
    await signInByLink(page, server)
    await openPage(page, '/models/fraud/fraud-07')
    await more(page).tap()
    await expect(items(page)).toHaveText(COMMANDS)
    await items(page).nth(1).tap()
    await expect(
      page.getByRole('dialog', { name: 'Roll back a stage · fraud-07 in fraud' }),
    ).toBeVisible()
  })
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person opens the same menu and follows a link', async ({ page }) => {
    await page.goto('/models/fraud/fraud-07')
    await more(page).click()
    await page.getByRole('link', { name: 'Roll back a stage' }).click()
    await expect(page).toHaveURL('/models/fraud/fraud-07/commands/roll-back')
  })
})
