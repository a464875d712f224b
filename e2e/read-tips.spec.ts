import type { Page } from '@playwright/test'
import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo' })

const tip = (page: Page) => page.getByRole('tooltip')
const cellOf = (page: Page, name: string, stage: string) =>
  page.getByRole('row', { name: new RegExp(`^${name} `) }).locator(`td[data-label="${stage}"]`)

test('a person rests the pointer and reads a tip', async ({ page }) => {
  await openPage(page, '/')
  const cell = cellOf(page, 'detector:yolo', 'production')
  await cell.locator('time').hover()
  await expect(tip(page)).toHaveText(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (UTC|[+-]\d\d:\d\d)$/)
  await cell.getByText('Verified').hover()
  await expect(tip(page)).toHaveText(/^Verified: SSH signature by \S+ with key SHA256:/)
  await checkAccessibility(page)
  await page.keyboard.press('Escape')
  await expect(tip(page)).toBeHidden()
})

test('a person reaches the same tips with the keyboard', async ({ page }) => {
  await openPage(page, '/')
  await page.getByRole('link', { name: 'detector:yolo', exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  const focused = page.locator(':focus')
  await expect(focused).toHaveText(/\d+mo|now/)
  await expect(focused).toHaveAccessibleDescription(/^\d{4}-\d\d-\d\d/)
  await page.keyboard.press('ArrowRight')
  await expect(focused).toHaveText('Verified')
  await expect(tip(page)).toHaveText(/^Verified: SSH signature/)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'embeddings:clip', exact: true })).toBeFocused()
  await expect(tip(page)).toBeHidden()
})

test('a person reaches the details of a page from anywhere in it', async ({ page }) => {
  await openPage(page, '/repos')
  const time = page.getByRole('main').locator('time').first()
  await expect(time).toBeVisible()
  const focused = page.locator(':focus')
  const isTime = () => time.evaluate((one) => one === document.activeElement)
  // The page is drawn again when a sync ends. The focus is then lost, and the keys begin at the first element again.
  await expect(async () => {
    if (!(await isTime())) await page.keyboard.press('ArrowRight')
    expect(await isTime()).toBe(true)
  }).toPass({ intervals: [10] })
  await expect(focused).toHaveAccessibleDescription(/^\d{4}-\d\d-\d\d/)
  await page.keyboard.press('ArrowLeft')
  await expect(time).not.toBeFocused()
  await expect(tip(page)).toBeHidden()
})

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true })

  test('a person reaches the same tips by touch and opens nothing', async ({ page }) => {
    await openPage(page, '/')
    await cellOf(page, 'detector:yolo', 'production').locator('.mark').tap()
    await expect(tip(page)).toContainText('SHA256:')
    await expect(page).toHaveURL('/')
    await page.getByRole('heading', { level: 1 }).tap()
    await expect(tip(page)).toBeHidden()
  })
})
