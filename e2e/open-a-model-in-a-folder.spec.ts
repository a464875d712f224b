import { modelPath, openApi } from './api-client'
import { listItems, openItem } from './event-list'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { openPage } from './open-page'

test.use({ scenario: 'conformance', allowedErrors: [/status of 404/] })

const REPO = 'monorepo-model-registry-fixture'
const NAME = 'nested/dvc-subdir-new-model:new-model'
const PATH = `/models/${REPO}/nested%2Fdvc-subdir-new-model:new-model`

test('a person opens a model whose name has slashes and a colon, and reloads', async ({ page }) => {
  const models = modelsPage(page)
  await models.open(`/?q=repo:${REPO}`)
  await models.table.getByRole('link', { name: NAME, exact: true }).click()
  await expect(page).toHaveURL(PATH)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(NAME)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(NAME)

  await page.getByRole('link', { name: 'Versions', exact: false }).click()
  await expect(page).toHaveURL(`${PATH}?tab=versions`)
  await expect(page.getByRole('table', { name: 'Versions' })).toContainText(
    'nested/dvc-subdir-new-model=new-model@v1.2.0',
  )
  await page.getByRole('link', { name: 'History' }).click()
  await expect(page).toHaveURL(`${PATH}?tab=history`)
  await page.getByRole('combobox', { name: 'Event' }).selectOption({ label: 'Registered' })
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(page).toHaveURL(
    ({ pathname, searchParams }) =>
      pathname === PATH &&
      searchParams.get('tab') === 'history' &&
      searchParams.get('kind') === 'registration',
  )
  await expect(listItems(page)).toHaveCount(3)
})

test('a person may also encode the colon', async ({ page }) => {
  await openPage(page, modelPath(REPO, NAME))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(NAME)
})

test('a program reads such a model, its events and the version in a stage', async ({ request }) => {
  for (const path of [PATH, modelPath(REPO, NAME)]) {
    const model = await (await request.get(`/api/v1${path}`)).json()
    expect(model).toMatchObject({ repo: REPO, name: NAME, latest: { version: 'v1.2.0' } })
    const events = await (await request.get(`/api/v1${path}/events`)).json()
    expect(events.items).toHaveLength(6)
    const resolved = await (await request.get(`/api/v1${path}/resolve?stage=prod`)).json()
    expect(resolved).toMatchObject({
      version: 'v1.0.0',
      tag: 'nested/dvc-subdir-new-model=new-model#prod#1',
    })
  }
  const events = await openApi(request).listEvents({ repo: REPO, model: NAME, pageSize: 500 })
  expect(events.items).toHaveLength(6)
})

test('a person goes from an event to the model', async ({ page }) => {
  await openPage(page, `/activity?repo=${REPO}`)
  await openItem(listItems(page).filter({ hasText: NAME }).first())
  await page.getByRole('link', { name: NAME, exact: true }).click()
  await expect(page).toHaveURL(PATH)
})

for (const path of [
  `/models/${REPO}/nested/dvc-subdir-new-model:new-model`,
  `/models/${REPO}/no-such-model`,
  `/models/${REPO}/a%00b`,
  '/models/no-such-repo/churn',
  '/repos/no-such-repo',
  '/no-such-page',
]) {
  test(`a person is told that ${path} does not exist`, async ({ page }) => {
    await page.goto(path)
    const heading = page.getByRole('heading', { name: /^(No such|This page does not exist)/ })
    await expect(heading).toBeVisible()
    await page.getByRole('main').getByRole('link').first().click()
    await expect(
      page.getByRole('heading', { level: 1, name: /^(Models|Repositories)/ }),
    ).toBeVisible()
  })
}
