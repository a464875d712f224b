import { expect, test } from './fixtures'
import { listTags, readTag } from './read-remote'
import { signInByLink } from './sign-in'

test.use({ scenario: 'demo', javaScriptEnabled: false })

test('a person without scripts promotes, empties a stage and registers', async ({
  page,
  remotes,
  server,
}) => {
  await signInByLink(page, server)

  await page.goto('/models/churn/ltv')
  await page.getByRole('link', { name: 'Promote', exact: true }).click()
  await page.getByRole('radio', { name: /^dev/ }).check()
  await page.getByRole('combobox', { name: 'Version' }).selectOption('v1.2.0')
  await page.getByRole('textbox', { name: 'Reason' }).fill('Compare with the old one')
  await page.getByRole('button', { name: 'Show what will happen' }).click()
  const shown = page.getByRole('region', { name: 'What will happen' })
  await expect(shown).toContainText('Reason: Compare with the old one')
  await page.getByRole('button', { name: 'Promote v1.2.0 to dev' }).click()
  await expect(page.getByText('ltv v1.2.0 is in dev')).toBeVisible()
  expect(page.url()).toContain('/commands/')
  const tag =
    (await page
      .locator('dd code')
      .filter({ hasText: /^ltv#dev#/ })
      .textContent()) ?? ''
  expect(readTag(remotes.churn, tag)).toContain('\nReason: Compare with the old one\n')

  const before = listTags(remotes.churn)
  const used = page.url().split('/').at(-1) ?? ''
  await page.goto('/models/churn/ltv/commands/assign?version=v2.0.0&stage=dev')
  await page.locator('input[name=requestId]').evaluate((field, id) => {
    field.setAttribute('value', id)
  }, used)
  await page.getByRole('button', { name: 'Promote v2.0.0 to dev' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Promote · ltv in churn')
  await expect(page.getByText('Another command was sent with the same request id.')).toBeVisible()
  expect(listTags(remotes.churn)).toEqual(before)

  await page.goto('/models/churn/ltv/commands/unassign?stage=dev')
  await expect(shown).toContainText('v2.0.0 returns to dev')
  await page.getByRole('button', { name: 'Take v1.2.0 out of dev' }).click()
  await expect(page.getByText('ltv v1.2.0 is out of dev')).toBeVisible()

  await page.goto('/models/churn/ltv/commands/register')
  await page.getByRole('searchbox', { name: 'Search commits' }).fill('discounts')
  await page.getByRole('button', { name: 'Show what will happen' }).click()
  await page.getByRole('radio', { name: /Estimate the uplift of discounts/ }).check()
  await page.getByRole('radio', { name: /Major/ }).check()
  await page.getByRole('button', { name: 'Show what will happen' }).click()
  await page.getByRole('button', { name: 'Register v3.0.0' }).click()
  await expect(page.getByText('ltv v3.0.0 is registered')).toBeVisible()
  expect(readTag(remotes.churn, 'ltv@v3.0.0')).toContain('Registering artifact ltv version v3.0.0')
})

test('a person without scripts is told that models of two repositories need two pushes', async ({
  page,
}) => {
  await page.goto('/promote?model=churn:ltv&model=vision:ocr:reader')
  await expect(page.getByRole('heading', { name: 'One repository at a time' })).toBeVisible()
  await page.getByRole('link', { name: 'Promote 1 model of vision' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Promote · ocr:reader in vision')
})
