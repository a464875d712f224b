import { expect, test } from './fixtures'

test.use({ scenario: 'troubled', javaScriptEnabled: false })

test('a person without scripts reads problems and ignored tags', async ({ page }) => {
  await page.goto('/repos/broken')
  await expect(page.getByText('The file is not valid YAML.')).toBeVisible()
  await page.getByRole('link', { name: 'Ignored tags' }).last().click()
  await expect(page.getByText('release-1', { exact: true })).toBeVisible()
})
