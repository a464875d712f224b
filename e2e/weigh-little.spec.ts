import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { listScripts } from './list-scripts'
import { openPage } from './open-page'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

/** Bytes. */
const MAX_HTML = 160_000
const MAX_SCRIPT = 140_000

/** The HTML of a page as it is, and the scripts that it names, gzipped. One that is loaded later, as when a sync runs
 *  meanwhile, does not count. */
async function weigh(page: Page, path: string) {
  await openPage(page, path)
  const read = async (address: string) => (await page.request.get(address)).body()
  const html = await read(path)
  const scripts = await Promise.all(listScripts(html.toString()).map(read))
  const script = scripts.reduce((sum, body) => sum + gzipSync(body).length, 0)
  expect(script).toBeGreaterThan(100_000)
  return { html: html.length, script }
}

test('a page of 50 models and its scripts are small', async ({ page }) => {
  const { html, script } = await weigh(page, '/')
  await expect(page.getByRole('table', { name: 'Models' }).locator('tbody tr')).toHaveCount(50)
  expect(html).toBeLessThanOrEqual(MAX_HTML)
  expect(script).toBeLessThanOrEqual(MAX_SCRIPT)
})

test('the page stays small for a person who may promote', async ({ page, server }) => {
  await signInByLink(page, server)
  const { html, script } = await weigh(page, '/')
  await expect(page.getByRole('checkbox', { name: /^Select (?!all)/ })).toHaveCount(50)
  expect(html).toBeLessThanOrEqual(MAX_HTML)
  expect(script).toBeLessThanOrEqual(MAX_SCRIPT)
})

test('the server sends the table once, and the browser redraws it only when it changes', async ({
  page,
}) => {
  const drawn: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') drawn.push(request.url())
  })
  await openPage(page, '/')
  const before = drawn.length
  const first = page.locator('tbody tr').first()
  await first.evaluate((row) => row.setAttribute('data-mark', ''))
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(page.locator('tr[data-mark]')).toHaveCount(1)

  await page.getByRole('columnheader', { name: 'Updated' }).getByRole('link').click()
  await expect(page.getByRole('columnheader', { name: 'Updated' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await expect(page.locator('tr[data-mark]')).toHaveCount(0)
  await expect(page.locator('tbody tr')).toHaveCount(50)
  expect(drawn.length).toBeGreaterThan(before)
})
