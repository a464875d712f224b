import { expect, type Page } from '@playwright/test'

/** Opens a page and waits until its scripts run: before, keys and buttons do nothing. */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path)
  // The theme's radio buttons are set by the first effect of the frame.
  await expect(page.locator('#theme-choice input:checked')).toHaveCount(1)
}
