import { openApi } from './api-client'
import { expect, test } from './fixtures'
import { pushTag } from './push-tag'
import { signInAs } from './sign-in-as'

test.use({ scenario: 'lively', javaScriptEnabled: false })

test('a person without scripts requests a sync and finds the pushed tag', async ({
  page,
  remotes,
}) => {
  await page.goto('/sign-in')
  await signInAs(page, 'ana')
  const api = openApi(page.request)
  const before = await api.findRepo('lively')
  await pushTag(remotes.lively ?? '', 'lively@v9.0.0')
  await page.goto('/repos/lively')
  await page.getByRole('button', { name: 'Sync now lively' }).click()
  await expect(page.getByText(/Sync requested|A sync is already queued/)).toBeVisible()
  await expect.poll(async () => (await api.findRepo('lively')).events).toBe(before.events + 1)
  await page.goto('/models/lively/lively')
  await expect(page.getByText('Latest v9.0.0')).toBeVisible()
})
