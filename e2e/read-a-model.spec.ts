import { listItems } from './event-list'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { readTable } from './read-table'

test.use({ scenario: 'demo' })

/** The head of the branch, which declares the model. */
const UNREGISTERED = /^[0-9a-f]{7} not registered$/

test('a person reads what a model is', async ({ page }) => {
  await openPage(page, '/models/churn/churn')
  await expect(page).toHaveTitle('churn · Signet')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('churn')
  const main = page.getByRole('main')
  await expect(main).toContainText('Latest v2.1.0')
  await expect(main).toContainText('Probability that a customer leaves within 30 days')
  const fact = (name: string) =>
    main.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('+ dd')
  const head = main.locator('header').first()
  await expect(head).toContainText('model')
  await expect(head.getByRole('link', { name: 'customers', exact: true })).toHaveAttribute(
    'href',
    '/?q=label%3Acustomers',
  )
  const owner = head.getByRole('link', { name: 'Ana Souza' })
  await expect(owner).toHaveAttribute('data-tip', /from the annotation$/)
  await expect(owner).toHaveAttribute('href', '/?q=owner%3A%22Ana%20Souza%22')
  await expect(fact('Path')).toContainText('models/churn.pkl')
  await expect(fact('Size')).toHaveText(/^\d+\.\d MB$/)
  await expect(fact('Hash')).toContainText(/[0-9a-f]{32}/)
  await expect(fact('Annotated in')).toContainText('dvc.yaml')
  for (const metric of ['auc', 'f1', 'log_loss']) await expect(fact(metric)).toHaveText(/^0\.\d+$/)
  await expect(fact('churn.max_depth')).toHaveText('8')
})

test('the tabs of a model begin in the upper part of the window', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const path of ['/models/churn/churn', '/models/vision/detector:damage']) {
    await openPage(page, path)
    const box = await page.getByRole('navigation', { name: 'Parts of the model' }).boundingBox()
    expect(box?.y).toBeLessThan(220)
  }
})

test('the overview begins with what the latest version would change in production', async ({
  page,
}) => {
  await openPage(page, '/models/churn/churn')
  const part = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Since production: v2.0.0 → v2.1.0' }) })
  await expect(part.getByRole('row').nth(1)).toHaveText(/^auc0\.91750\.925\+0\.0075 better$/)
  await part.getByRole('link', { name: 'Compare in full' }).click()
  await expect(page).toHaveURL('/compare?from=churn/churn@v2.0.0&to=churn/churn@v2.1.0')
})

test('the latest version in the header leads to its page', async ({ page }) => {
  await openPage(page, '/models/churn/churn')
  await page
    .getByRole('main')
    .locator('header')
    .getByRole('link', { name: 'v2.1.0', exact: true })
    .click()
  await expect(page).toHaveURL('/models/churn/churn/v/v2.1.0')
})

test('a person sees each stage of a model with the version in it', async ({ page }) => {
  await openPage(page, '/models/churn/churn')
  const slots = page.getByRole('list', { name: 'Stages' }).getByRole('listitem')
  await expect(slots).toHaveText([
    /^dev.*v2\.1\.0/,
    /^staging.*v2\.1\.0/,
    /^production.*v2\.0\.0.*1 behind/,
  ])
})

test('a person compares versions by their metrics and params', async ({ page }) => {
  await openPage(page, '/models/churn/churn')
  const tabs = page.getByRole('navigation', { name: 'Parts of the model' })
  await expect(tabs.locator('[aria-current]')).toHaveText('Overview')
  await tabs.getByRole('link', { name: 'Versions' }).click()
  await expect(page).toHaveURL('/models/churn/churn?tab=versions')
  await expect(tabs.locator('[aria-current]')).toHaveText(/^Versions/)
  const table = page.getByRole('table', { name: 'Versions' })
  await expect(table.getByRole('columnheader')).toHaveText([
    ...['Version', 'Stages', 'Registered', 'By', 'auc', 'f1', 'log_loss'],
    ...['churn.learning_rate', 'churn.max_depth', 'churn.n_estimators', 'Commit', 'Tag'],
  ])
  const rows = await readTable(table)
  const versions = ['v2.1.0', 'v2.0.0', 'v2.0.0-rc.1', 'v1.2.1', 'v1.2.0', 'v1.1.0', 'v1.0.0']
  const names = rows.map((row) => row.Version)
  expect(names).toEqual([...versions, 'v0.2.0', 'v0.1.0', expect.stringMatching(UNREGISTERED)])
  const find = (version: string) => rows.find((row) => row.Version === version)
  expect(find('v2.1.0')).toMatchObject({
    Stages: 'dev staging',
    'churn.max_depth': '8',
    Tag: 'churn@v2.1.0',
  })
  expect(find('v2.0.0')).toMatchObject({ Stages: 'production', Tag: 'churn@v2.0.0' })
  expect(find('v0.1.0')).toMatchObject({
    Stages: '',
    'churn.max_depth': '4',
    'churn.learning_rate': '0.1',
  })
  const values = rows.map((row) => Number.parseFloat(row.auc ?? ''))
  const marked = rows.map((row) => row.auc?.endsWith('best'))
  expect(marked).toEqual(values.map((value) => value === Math.max(...values)))
})

test('a person reads who did what, and filters it', async ({ page }) => {
  await openPage(page, '/models/churn/churn?tab=history')
  const items = listItems(page)
  const rollback = items.filter({ hasText: 'v1.2.0 scores new customers too high.' })
  await expect(rollback).toContainText('v1.1.0 assigned to production')
  await expect(rollback).toContainText('Ana Souza')
  await expect(rollback).toContainText('Roll production back to v1.1.0')
  await expect(rollback).toContainText(
    /Verified: SSH signature by ana@example\.com with key SHA256:/,
  )
  await expect(rollback).toContainText(/churn#production#\d+/)

  const choose = async (kind: string) => {
    await page.getByRole('combobox', { name: 'Event' }).selectOption({ label: kind })
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
  }
  await choose('Registered')
  await expect(page).toHaveURL(
    ({ search }) => search.includes('tab=history') && search.includes('kind=registration'),
  )
  await expect(items).toHaveCount(9)
  await expect(items.first()).toContainText('v2.1.0 registered')
  await choose('Unassigned')
  await expect(items).toHaveCount(1)
  await expect(items).toContainText('v2.0.0-rc.1 removed from dev')
  await choose('Deprecated')
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible()
  await page.getByRole('link', { name: 'Remove Event' }).click()
  await expect(page).toHaveURL('/models/churn/churn?tab=history')
  await expect(rollback).toHaveCount(1)
  await page.getByRole('textbox', { name: 'Person' }).fill('souza')
  await choose('Assigned')
  await expect(rollback).toHaveCount(1)
  await expect(items.filter({ hasNotText: 'Souza' })).toHaveCount(0)
})

test('a person sees which tags of a model are ignored, and why', async ({ page }) => {
  await openPage(page, '/models/churn/churn?tab=history')
  const panel = page.locator('section', { hasText: 'Ignored tags' })
  await expect(panel.getByRole('listitem')).toHaveText([
    /churn@v2\.2\.0The tag is lightweight: it has no tagger/,
  ])
})

test('a person sees that a model is deprecated, and that a version is deregistered', async ({
  page,
}) => {
  await openPage(page, '/models/churn/segments')
  await expect(page.getByRole('main').getByText('Deprecated', { exact: true })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/Deprecated \d+ months ago by .*Ana Souza/)
  await openPage(page, '/models/churn/uplift?tab=versions')
  const rows = await readTable(page.getByRole('table', { name: 'Versions' }))
  expect(rows.filter((row) => row.Version?.includes('Deregistered'))).toMatchObject([
    { Version: 'v0.2.0 Deregistered', Stages: '' },
  ])
})

test('a person copies a tag, a commit, a path and a name', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const expectCopied = async (button: string | RegExp, text: string | RegExp) => {
    await page.getByRole('button', { name: button }).first().click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(text)
  }
  await openPage(page, '/models/vision/detector:yolo')
  await expectCopied('Copy name detector:yolo', /^detector:yolo$/)
  await expectCopied(/^Copy path detector\/weights/, /^detector\/weights\/yolo\.onnx$/)
  await expectCopied(/^Copy commit/, /^[0-9a-f]{40}$/)
  await openPage(page, '/models/vision/detector:yolo?tab=versions')
  await expectCopied('Copy tag detector=yolo@v3.0.0', /^detector=yolo@v3\.0\.0$/)
})

test('a person opens the repository of a model', async ({ page }) => {
  await openPage(page, '/models/churn/churn')
  await page.getByRole('main').getByRole('link', { name: 'churn', exact: true }).first().click()
  await expect(page).toHaveURL('/repos/churn')
})
