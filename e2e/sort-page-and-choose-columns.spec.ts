import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { readTable } from './read-table'
import { type BusyModel, LISTED_MODELS } from './scenarios/busy'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

const USUAL = ['Name', 'Repository', 'Latest', 'dev', 'production', 'Owners', 'Labels', 'Updated']

const updatedAt = (model: BusyModel) => model.times.at(-1) ?? 0
const registeredAt = (model: BusyModel) => model.times[model.versions.length - 1] ?? 0
const count = (model: BusyModel) => model.versions.length

/** Names by a number; of equal ones the lower name first, which is the order of LISTED_MODELS. */
function namesBy(key: (model: BusyModel) => number, direction: 1 | -1): readonly string[] {
  const sorted = LISTED_MODELS.toSorted((a, b) => direction * (key(a) - key(b)))
  return sorted.map((model) => model.name)
}

const names = LISTED_MODELS.map((model) => model.name)

test('a person sorts by each column that can be sorted, both ways', async ({ page }) => {
  const models = modelsPage(page)
  await models.open('/?columns=name,repo,latest,versions,updated')
  const steps = [
    ['Name', 'descending', names.toReversed()],
    ['Name', 'ascending', names],
    ['Latest', 'descending', namesBy(registeredAt, -1)],
    ['Latest', 'ascending', namesBy(registeredAt, 1)],
    ['Updated', 'descending', namesBy(updatedAt, -1)],
    ['Updated', 'ascending', namesBy(updatedAt, 1)],
    ['Versions', 'descending', namesBy(count, -1)],
    ['Versions', 'ascending', namesBy(count, 1)],
    ['Repository', 'ascending', names],
  ] as const
  for (const [header, direction, expected] of steps) {
    await models.header(header).getByRole('link').click()
    await expect(models.header(header)).toHaveAttribute('aria-sort', direction)
    await models.expectNames(expected.slice(0, 50))
  }
  await expect(models.table.locator('[aria-sort]')).toHaveCount(1)
})

test('a header keeps the focus while a person sorts by it', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  for (const direction of ['descending', 'ascending']) {
    await models.header('Name').getByRole('link').press('Enter')
    await expect(models.header('Name')).toHaveAttribute('aria-sort', direction)
    await expect(models.header('Name').getByRole('link')).toBeFocused()
  }
})

test('a person pages through all models and back', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.expectNames(names.slice(0, 50))
  await expect(models.pager).toContainText('1–50 of 108')
  await expect(models.pager.getByRole('link', { name: 'Previous' })).toHaveCount(0)

  await models.pager.getByRole('link', { name: 'Next' }).click()
  await models.expectNames(names.slice(50, 100))
  await expect(models.pager).toContainText('51–100 of 108')
  await models.pager.getByRole('link', { name: 'Next' }).click()
  await models.expectNames(names.slice(100))
  await expect(models.pager).toContainText('101–108 of 108')
  await expect(models.pager.getByRole('link', { name: 'Next' })).toHaveCount(0)

  await models.pager.getByRole('link', { name: 'Previous' }).click()
  await models.expectNames(names.slice(50, 100))
  await page.goBack()
  await models.expectNames(names.slice(100))
  await page.goBack()
  await models.expectNames(names.slice(50, 100))
  await page.goBack()
  await models.expectNames(names.slice(0, 50))
  await page.goForward()
  await models.expectNames(names.slice(50, 100))
})

test('a selection stays while its owner pages and searches, until it is cleared', async ({
  page,
  server,
}) => {
  await signInByLink(page, server)
  const models = modelsPage(page)
  const box = (name: string) => models.table.getByRole('checkbox', { name: `Select ${name}` })
  const bar = page.getByRole('status').filter({ hasText: 'selected' })
  await models.open()
  await box('fraud-05').check()
  await expect(bar).toHaveText('1 selected on this page.')
  await models.pager.getByRole('link', { name: 'Next' }).click()
  await expect(bar).toHaveText('1 selected, 1 not on this page.')
  await box('fraud-28').check()
  await expect(bar).toHaveText('2 selected, 1 not on this page.')
  await models.search('repo:fraud type:nothing')
  await expect(bar).toHaveText('2 selected, 2 not on this page.')

  await page.getByRole('button', { name: 'Promote together' }).click()
  const dialog = page.getByRole('dialog', { name: 'Promote 2 models together in fraud' })
  await expect(dialog.getByRole('combobox', { name: 'Version of fraud-05' })).toBeVisible()
  await expect(dialog.getByRole('combobox', { name: 'Version of fraud-28' })).toBeVisible()
  await page.keyboard.press('Escape')
  await models.search('repo:fraud')
  await expect(bar).toHaveText('2 selected on this page.')
  await expect(box('fraud-05')).toBeChecked()
  await box('fraud-28').uncheck()
  await expect(bar).toHaveText('1 selected on this page.')

  await models.search('repo:ranking')
  await expect(bar).toHaveText('1 selected, 1 not on this page.')
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect(bar).toBeHidden()
  await models.search('repo:fraud')
  await expect(box('fraud-05')).not.toBeChecked()
})

test('a person past the end is led to the first page', async ({ page }) => {
  const models = modelsPage(page)
  await models.open('/?page=9')
  await expect(page.getByRole('heading', { name: 'This page is past the end' })).toBeVisible()
  await page.getByRole('link', { name: 'First page' }).click()
  await models.expectNames(names.slice(0, 50))
})

test('a person chooses columns', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.expectHeaders(USUAL)
  await page.getByText('Columns', { exact: true }).first().click()
  await page.getByRole('checkbox', { name: 'Owners' }).uncheck()
  await page.getByRole('checkbox', { name: /^dev/ }).uncheck()
  await page.getByRole('checkbox', { name: 'Versions' }).check()
  await page.getByRole('checkbox', { name: 'Type' }).check()
  const chosen = [
    'Name',
    'Repository',
    'Type',
    'Latest',
    'production',
    'Labels',
    'Versions',
    'Updated',
  ]
  await models.expectHeaders(chosen)
  const [first] = await readTable(models.table)
  expect(first).toMatchObject({ Name: 'forecasting-01', Type: 'model', Versions: '1' })

  await page.reload()
  await models.expectHeaders(chosen)
  await models.header('Updated').getByRole('link').click()
  await models.expectNames(namesBy(updatedAt, -1).slice(0, 50))
  await models.expectHeaders(chosen)
})

test('a person stays on a page of the table while choosing its columns', async ({ page }) => {
  const models = modelsPage(page)
  await models.open('/?page=2')
  await page.getByText('Columns', { exact: true }).first().click()
  await page.getByRole('checkbox', { name: 'Owners' }).uncheck()
  await models.expectHeaders(USUAL.filter((header) => header !== 'Owners'))
  await models.expectNames(names.slice(50, 100))
  await expect(page).toHaveURL(/[?&]page=2(&|$)/)
})

test('the address holds every choice of a person: it survives a reload and can be shared', async ({
  page,
  context,
}) => {
  const models = modelsPage(page)
  await models.open('/?pageSize=10')
  await models.search('stage:dev')
  await models.header('Updated').getByRole('link').click()
  await expect(models.header('Updated')).toHaveAttribute('aria-sort', 'descending')
  await models.pager.getByRole('link', { name: 'Next' }).click()
  const expected = LISTED_MODELS.filter((model) => 'dev' in model.stages)
    .toSorted((a, b) => updatedAt(b) - updatedAt(a))
    .map((model) => model.name)
    .slice(10, 20)
  await models.expectNames(expected)
  await page.reload()
  await models.expectNames(expected)
  await expect(models.pager).toContainText('11–20 of 60')

  const other = modelsPage(await context.newPage())
  await other.open(page.url())
  await other.expectNames(expected)
  await expect(other.box).toHaveValue('stage:dev')
})

test('the back button undoes one choice at a time', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.search('repo:fraud')
  await models.expectTotal(27)
  await models.header('Name').getByRole('link').click()
  await models.expectNames(names.filter((name) => name.startsWith('fraud')).toReversed())
  await models
    .facet('Types')
    .getByRole('link', { name: /^dataset/ })
    .click()
  await models.expectNames(['fraud-30', 'fraud-20', 'fraud-10'])
  await page.goBack()
  await models.expectTotal(27)
  await expect(models.box).toHaveValue('repo:fraud')
  await page.goBack()
  await models.expectNames(names.filter((name) => name.startsWith('fraud')))
  await page.goBack()
  await models.expectTotal(108)
  await expect(models.box).toHaveValue('')
})
