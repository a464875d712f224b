import { openApi } from './api-client'
import { expect, test } from './fixtures'
import { pushTag } from './push-tag'
import { signInByLink } from './sign-in'

test.use({ scenario: 'lively', javaScriptEnabled: false })

test('a person without scripts requests a sync and finds the pushed tag', async ({
  page,
  remotes,
  request,
  server,
}) => {
  await signInByLink(page, server)
  const api = openApi(request)
  const before = await api.findRepo('lively')
  await pushTag(remotes.lively ?? '', 'lively@v9.0.0')
  await page.goto('/repos/lively')
  await page.getByRole('button', { name: 'Sync now lively' }).click()
  await expect(page.getByText(/Sync requested|A sync is already queued/)).toBeVisible()
  await expect.poll(async () => (await api.findRepo('lively')).events).toBe(before.events + 1)
  await page.goto('/models/lively/lively')
  await expect(page.getByText('Latest v9.0.0')).toBeVisible()
})
