import { checkAccessibility } from './check-accessibility'
import { listItems } from './event-list'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo' })

const V2_1 = '/models/churn/churn/v/v2.1.0'

test('a person opens a version from the table of versions', async ({ page }) => {
  await openPage(page, '/models/churn/churn?tab=versions')
  const table = page.getByRole('table', { name: 'Versions' })
  await table.getByRole('link', { name: 'v2.1.0', exact: true }).click()
  await expect(page).toHaveURL(V2_1)
  await expect(page).toHaveTitle('churn v2.1.0 · Signet')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('churn v2.1.0')
  const main = page.getByRole('main')
  await expect(main).toContainText('Latest')
  const fact = (name: string) =>
    main.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('+ dd')
  await expect(fact('Tag')).toContainText('churn@v2.1.0')
  await expect(fact('Commit')).toContainText('Retrain churn on newer data')
  await expect(fact('Signature')).toContainText('Not signed')
  await expect(fact('Committed')).toContainText('by Ana Souza')
  await expect(fact('Path')).toContainText('models/churn.pkl')
})

test('a version stands beside production and the previous version', async ({ page }) => {
  await openPage(page, V2_1)
  const metrics = page.getByRole('table').filter({ hasText: 'Metric' })
  await expect(metrics.getByRole('columnheader')).toHaveText([
    ...['Metric', 'v2.1.0', 'production v2.0.0'],
  ])
  await expect(metrics.getByRole('row').nth(1)).toHaveText(/^auc0\.9250\.9175\+0\.0075 better$/)
  await openPage(page, '/models/churn/churn/v/v1.1.0')
  await expect(metrics.getByRole('columnheader')).toHaveText([
    ...['Metric', 'v1.1.0', 'production v2.0.0', 'previous v1.0.0'],
  ])
})

test('a version shows which stages it holds, and from when to when it held others', async ({
  page,
}) => {
  await openPage(page, '/models/churn/churn/v/v2.0.0')
  const part = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Stages', exact: true }) })
  await expect(part.getByRole('listitem')).toHaveText([
    /^productionsince 2026-08-20 \(\d+\w+\)$/,
    'staging2026-08-16 to 2026-09-18',
    'dev2026-08-14 to 2026-09-16',
  ])
  await openPage(page, '/models/vision/ocr:layout/v/v0.3.0')
  await expect(part).toContainText('No stage has held this version.')
})

test('the names of stages and `latest` lead to the version that they name now', async ({
  page,
}) => {
  await page.goto('/models/churn/churn/v/latest')
  await expect(page).toHaveURL(V2_1)
  await page.goto('/models/churn/churn/v/production?tab=history')
  await expect(page).toHaveURL('/models/churn/churn/v/v2.0.0?tab=history')
})

test('the history of a version has the events of this version alone', async ({ page }) => {
  await openPage(page, `${V2_1}?tab=history`)
  const items = listItems(page)
  await expect(items).toHaveText([
    /v2\.1\.0 assigned to staging/,
    /v2\.1\.0 assigned to dev/,
    /v2\.1\.0 registered/,
  ])
})

test('the lineage of a version is that of its commit', async ({ page }) => {
  await openPage(page, V2_1)
  await page
    .getByRole('navigation', { name: 'Parts of the version' })
    .getByRole('link', { name: 'Lineage' })
    .click()
  await expect(page).toHaveURL(`${V2_1}?tab=lineage`)
  await expect(page.getByLabel('Lineage of churn v2.1.0')).toBeVisible()
})

test.describe('where there is no such version', () => {
  test.use({ allowedErrors: [/status of 404/] })

  test('the page says so, and leads to the versions that there are', async ({ page }) => {
    const response = await page.goto('/models/churn/churn/v/v99.0.0')
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such version')
    await page.getByRole('link', { name: 'All versions' }).click()
    await expect(page).toHaveURL('/models/churn/churn?tab=versions')
  })
})

test('a deregistered version says so and offers no promotion', async ({ page }) => {
  await openPage(page, '/models/churn/uplift/v/v0.2.0')
  const main = page.getByRole('main')
  await expect(main).toContainText('Deregistered')
  await expect(main.getByRole('link', { name: 'Promote' })).toHaveCount(0)
})

test('a person with assistive technology reads a version', async ({ page }) => {
  await openPage(page, V2_1)
  await checkAccessibility(page)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person reads a version', async ({ page }) => {
    await page.goto('/models/churn/churn/v/latest')
    await expect(page).toHaveURL(V2_1)
    await expect(page.getByRole('table').first()).toContainText('0.9175')
  })
})
