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

test('a person finds the commit that changed the data or the code', async ({ page }) => {
  await openPage(page, '/compare?from=churn/churn@v2.0.0-rc.1&to=churn/churn@v2.0.0')
  const panel = page
    .getByRole('main')
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Commits', exact: true }) })
  await expect(panel.getByRole('heading', { level: 3 })).toHaveText(/^Only in v2\.0\.0: /)
  await expect(panel.getByRole('listitem')).toHaveCount(6)
  await expect(panel.getByRole('listitem').first()).toHaveText(
    /^Retrain churn on newer dataBen Carter2026-08-14970fe7b.*data\/customers\.csv\.dvc, dvc\.lock$/,
  )
  await expect(panel.getByRole('listitem').nth(4)).toContainText('dvc.lock, src/train.py')
  await checkAccessibility(page)
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
  await expect(page.getByLabel('From')).toHaveValue('churn/churn@v2.1.0')
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('churn/churn@v1.0.0')
})

test('stages and models of other repositories can be compared', async ({ page }) => {
  await openPage(page, '/compare?from=churn/churn@production&to=churn/uplift@latest')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^churn v2\.0\.0 and uplift v\d/)
})

test('a person with assistive technology compares versions', async ({ page }) => {
  await openPage(page, ADDRESS)
  await checkAccessibility(page)
})

const CODE = '/compare?from=churn/churn@v1.0.0&to=churn/churn@v2.1.0'

test('a person reads what changed in the code that the model used, then in all of it', async ({
  page,
}) => {
  await openPage(page, CODE)
  const panel = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Changes of the code' }) })
  await expect(panel).toContainText('1 file that the stages of the model read.')
  await panel.getByRole('link', { name: 'All 11 files' }).click()
  await expect(page).toHaveURL(`${CODE}&files=all`)
  await expect(panel).toContainText('11 files between the commits.')
  const file = panel
    .locator('details')
    .filter({ has: page.locator('summary', { hasText: 'src/train.py' }) })
  await expect(file.locator('summary')).toHaveText('src/train.py+1 added, −1 removed')
  await expect(file.getByRole('row').filter({ hasText: 'Added: ' })).toHaveCount(1)
  await expect(file.locator('.tok-k').first()).toBeVisible()
  await file.locator('summary').focus()
  await page.keyboard.press('Enter')
  await expect(file.getByRole('table')).toBeHidden()
})

test('a person reads the code side by side, and one file alone', async ({ page }) => {
  await openPage(page, `${CODE}&files=all`)
  await page.getByRole('link', { name: 'Side by side' }).click()
  await expect(page).toHaveURL(`${CODE}&files=all&diff=split`)
  await expect(page.getByRole('table', { name: 'Lines of src/train.py' })).toBeVisible()
  await openPage(page, `${CODE}&file=src/train.py`)
  await expect(page.getByRole('table')).toHaveCount(1)
  await page.getByRole('link', { name: 'The whole comparison' }).click()
  await expect(page).toHaveURL(CODE)
})

for (const look of ['', '&diff=split']) {
  test(`a person with assistive technology reads the code${look}`, async ({ page }) => {
    await openPage(page, `${CODE}${look}`)
    await checkAccessibility(page)
  })
}

test('a person compares many versions from the tab of versions, and charts another metric', async ({
  page,
}) => {
  await openPage(page, '/models/churn/churn?tab=versions')
  await page.getByRole('link', { name: 'Compare versions' }).click()
  await expect(page).toHaveURL('/compare?model=churn/churn')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^churn: \d+ versions$/)
  await expect(page.getByRole('img', { name: /^auc over/ })).toBeVisible()
  const metrics = page.getByRole('region', { name: 'Metrics' })
  await metrics.getByRole('link', { name: 'log_loss' }).click()
  await expect(page).toHaveURL(/&metric=log_loss$/)
  await expect(page.getByRole('img', { name: /^log_loss over/ })).toBeVisible()
  await checkAccessibility(page)
})

test('a person sees the best of the versions that the address names', async ({ page }) => {
  await openPage(page, '/compare?model=churn/churn&versions=v1.0.0,v9.9.9,v2.0.0&versions=latest')
  const heads = page.getByRole('region', { name: 'Metrics' }).getByRole('columnheader')
  await expect(heads).toHaveText(['Metric', 'v1.0.0', /^v2\.0\.0/, /^v2\.1\.0/])
  const auc = page.getByRole('region', { name: 'Metrics' }).getByRole('row').nth(1)
  await expect(auc.getByRole('cell').last()).toHaveText('0.925 best')
  await expect(page.getByRole('main')).toContainText('does not exist and is left out')
  await page.getByText('Choose versions').click()
  await page.getByRole('checkbox', { name: 'v1.0.0' }).uncheck()
  await page.getByRole('main').getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('churn: 2 versions')
  await page.getByRole('checkbox', { name: 'v2.0.0', exact: true }).uncheck()
  await page.getByRole('main').getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('churn: 1 version')
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
