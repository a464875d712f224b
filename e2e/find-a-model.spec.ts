import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { readTable } from './read-table'

test.use({ scenario: 'demo' })

test('a person finds models by part of an owner, a label and a metric', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.search('owner:rossi')
  await models.expectNames(['ltv', 'ner', 'sentiment', 'summarizer', 'uplift'])
  await models.search('label:customers metric.auc:>0.8')
  await models.expectNames(['churn', 'churn-small'])
  await models.search('label:customers metric.auc@production:>0.9')
  await models.expectNames(['churn'])
})

test('a person compares a metric over models, and sorts by it', async ({ page }) => {
  const models = modelsPage(page)
  await models.open('/?q=repo:churn')
  await page.getByText('Columns', { exact: true }).first().click()
  await page.getByRole('checkbox', { name: 'auc', exact: true }).check()
  await expect(models.header('auc')).toBeVisible()
  await page.keyboard.press('Escape')
  await models.header('auc').getByRole('link').click()
  await expect(models.header('auc')).toHaveAttribute('aria-sort', 'descending')
  await models.expectNames(['churn', 'churn-small', 'ltv', 'segments', 'uplift'])
  const rows = await readTable(models.table)
  expect(rows.map((row) => /^0\.\d+$/.test(row.auc ?? ''))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test('a person finds a value of a facet by its beginning', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await page.getByRole('combobox', { name: 'Find in Labels' }).fill('tab')
  await page.getByRole('combobox', { name: 'Find in Labels' }).press('Enter')
  await models.expectQuery('label:tab*')
  await models.expectNames(['churn', 'churn-small', 'ltv'])
})

test('a person sees which stage waits for approval', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models
    .facet('Needs attention')
    .getByRole('link', { name: /^Waiting for approval/ })
    .click()
  await models.expectQuery('is:waiting')
  await models.expectNames(['detector:yolo'])
  await models.table.getByRole('link', { name: 'v3.0.0 waits' }).click()
  await expect(page).toHaveURL(/\/commands\//)
})
