import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

/** Bytes. */
const MOST_HTML = 160_000
const MOST_SCRIPT = 140_000

/** What a page loads until keys and buttons do something: HTML as it is, scripts gzipped. A sync that runs meanwhile has
 *  more loaded, so nothing after that counts. */
async function weigh(page: Page, path: string) {
  const bodies: Promise<readonly [type: string, body: Buffer]>[] = []
  const onResponse = (response: Response) => {
    const type = response.request().resourceType()
    if (['document', 'script'].includes(type))
      bodies.push(response.body().then((body) => [type, body] as const))
  }
  page.on('response', onResponse)
  await openPage(page, path)
  page.off('response', onResponse)
  const loaded = await Promise.all(bodies)
  const of = (type: string) => loaded.filter(([one]) => one === type).map(([, body]) => body)
  const sum = (bodies: readonly Uint8Array[]) => bodies.reduce((all, body) => all + body.length, 0)
  return { html: sum(of('document')), script: sum(of('script').map((body) => gzipSync(body))) }
}

test('a page of 50 models and its scripts are small', async ({ page }) => {
  const { html, script } = await weigh(page, '/')
  await expect(page.getByRole('table', { name: 'Models' }).locator('tbody tr')).toHaveCount(50)
  expect(html).toBeLessThanOrEqual(MOST_HTML)
  expect(script).toBeLessThanOrEqual(MOST_SCRIPT)
})

test('it stays small for a person who may promote', async ({ page, server }) => {
  await signInByLink(page, server)
  const { html, script } = await weigh(page, '/')
  await expect(page.getByRole('checkbox', { name: /^Select/ })).toHaveCount(50)
  expect(html).toBeLessThanOrEqual(MOST_HTML)
  expect(script).toBeLessThanOrEqual(MOST_SCRIPT)
})

test('the table is sent once as it is shown, and drawn by the browser only when it changes', async ({
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
