import type { Page } from '@playwright/test'

/** Opens a page and waits until its scripts run: before, keys and buttons do nothing. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('body[data-ready]').waitFor()
}
