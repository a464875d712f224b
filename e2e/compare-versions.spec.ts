import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo' })

const ADDRESS = '/compare?from=churn/churn@v2.0.0&to=churn/churn@v2.1.0'

test('a person finds what changed since production from the page of a version', async ({
  page,
}) => {
  await openPage(page, '/models/churn/churn/v/v2.1.0')
  await page.getByRole('main').getByRole('link', { name: 'Compare' }).click()
  await expect(page).toHaveURL(ADDRESS)
  const main = page.getByRole('main')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('churn: v2.0.0 and v2.1.0')
  await expect(main).toContainText(
    'Metrics: 3 better · same params · data changed · same code · same pipeline · model file changed',
  )
  const part = (title: string) =>
    main.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })
  await expect(part('Metrics').getByRole('row').nth(1)).toHaveText('auc0.91750.925+0.0075 better')
  await expect(part('Data').getByRole('row').nth(1)).toHaveText(
    /^data\/customers\.csvfad875a · 97\.3 MB9c7478b · 99\.1 MBChanged$/,
  )
  await part('Params').getByText('3 the same').click()
  await expect(part('Params').getByRole('row').nth(1)).toHaveText(/^churn\.learning_rate0\.050\.05/)
})

test('data that changed leads to what was made from it', async ({ page }) => {
  await openPage(page, ADDRESS)
  await page.getByRole('link', { name: 'data/customers.csv' }).click()
  await expect(page).toHaveURL(/\/data\/9c7478bf6943ce6a708906eba1243ec8$/)
})

test('a person chooses other versions, swaps them, and sends the address', async ({ page }) => {
  await openPage(page, ADDRESS)
  await page.getByLabel('From').selectOption('churn/churn@v1.0.0')
  await page.getByRole('main').getByRole('button', { name: 'Compare' }).click()
  await expect(page).toHaveURL('/compare?from=churn%2Fchurn%40v1.0.0&to=churn%2Fchurn%40v2.1.0')
  await page.getByRole('link', { name: 'Swap the versions' }).click()
  await expect(page).toHaveURL('/compare?from=churn/churn@v2.1.0&to=churn/churn@v1.0.0')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('churn: v2.1.0 and v1.0.0')
})

test('stages and models of other repositories can be compared', async ({ page }) => {
  await openPage(page, '/compare?from=churn/churn@production&to=churn/uplift@latest')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^churn v2\.0\.0 and uplift v\d/)
})

test('a person with assistive technology compares versions', async ({ page }) => {
  await openPage(page, ADDRESS)
  await checkAccessibility(page)
})

test.describe('where a version does not exist', () => {
  test.use({ allowedErrors: [/status of 404/] })

  test('the page says how versions are named', async ({ page }) => {
    const response = await page.goto('/compare?from=churn/churn@v99.0.0&to=churn/churn@latest')
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('main')).toContainText('REPO/NAME@VERSION')
  })
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person compares versions', async ({ page }) => {
    await page.goto(ADDRESS)
    await page.getByLabel('To').selectOption('churn/churn@v1.2.0')
    await page.getByRole('main').getByRole('button', { name: 'Compare' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('churn: v2.0.0 and v1.2.0')
  })
})
