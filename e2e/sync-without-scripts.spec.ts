import { openApi } from './api-client'
import { expect, test } from './fixtures'
import { pushTag } from './push-tag'

test.use({ scenario: 'troubled', javaScriptEnabled: false })

test('a person without scripts asks for a sync and finds the tag that was pushed', async ({
  page,
  remotes,
  request,
}) => {
  const api = openApi(request)
  const before = await api.findRepo('lively')
  await pushTag(remotes.lively ?? '', 'lively@v9.0.0')
  await page.goto('/repos/lively')
  await page.getByRole('button', { name: 'Sync now lively' }).click()
  await expect(page.getByText(/Sync asked for|A sync is queued already/)).toBeVisible()
  await expect.poll(async () => (await api.findRepo('lively')).events).toBe(before.events + 1)
  await page.goto('/models/lively/lively')
  await expect(page.getByText('Latest v9.0.0')).toBeVisible()
})

test('a person without scripts reads problems and ignored tags', async ({ page }) => {
  await page.goto('/repos/broken')
  await expect(page.getByText('The file is not valid YAML.')).toBeVisible()
  await page.getByRole('link', { name: 'Ignored tags' }).last().click()
  await expect(page.getByText('release-1', { exact: true })).toBeVisible()
})
