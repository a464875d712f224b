import type { Page } from '@playwright/test'
import { findItem, listItems, openItem, readFacts, readTags } from './event-list'
import { expect, test } from './fixtures'
import { readTable } from './read-table'
import { BUSY_MODELS, LISTED_MODELS } from './scenarios/busy'

test.use({ scenario: 'busy', javaScriptEnabled: false })

const names = LISTED_MODELS.map((model) => model.name)
const modelsTable = (page: Page) => page.getByRole('table', { name: 'Models' })

async function expectNames(page: Page, expected: readonly string[]): Promise<void> {
  await expect(modelsTable(page).locator('tbody td:first-child a')).toHaveText([...expected])
}

test('a person without scripts searches, narrows, sorts and pages through models', async ({
  page,
}) => {
  await page.goto('/')
  await expectNames(page, names.slice(0, 50))
  await page.getByRole('link', { name: 'Next' }).click()
  await expectNames(page, names.slice(50, 100))
  await modelsTable(page).getByRole('link', { name: 'Name', exact: true }).click()
  await expectNames(page, names.toReversed().slice(0, 50))

  await page.getByRole('combobox', { name: 'Search models' }).fill('repo:fraud type:dataset')
  await page.getByRole('combobox', { name: 'Search models' }).press('Enter')
  await expectNames(page, ['fraud-30', 'fraud-20', 'fraud-10'])
  await expect(page.getByRole('combobox', { name: 'Search models' })).toHaveValue(
    'repo:fraud type:dataset',
  )
  const labels = page.getByRole('region', { name: 'Labels' })
  await labels.getByRole('link', { name: /^gpu/ }).click()
  await expectNames(
    page,
    ['fraud-30', 'fraud-20', 'fraud-10'].filter((name) =>
      BUSY_MODELS.some((model) => model.name === name && model.labels.includes('gpu')),
    ),
  )
})

test('a person without scripts chooses columns', async ({ page }) => {
  await page.goto('/?q=repo:vision')
  await page.locator('summary', { hasText: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Labels' }).uncheck()
  await page.getByRole('checkbox', { name: 'Versions' }).check()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(modelsTable(page).getByRole('columnheader')).toHaveText([
    ...['Name', 'Repository', 'Latest', 'dev', 'production', 'Owners', 'Versions', 'Updated'],
  ])
  await expectNames(
    page,
    names.filter((name) => name.startsWith('vision')),
  )
})

test('a person without scripts reads a model and its history', async ({ page }) => {
  await page.goto('/?q=ranking-06')
  await page.getByRole('link', { name: 'ranking-06', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ranking-06')
  await expect(page.getByText('Model number 5')).toBeVisible()
  await page.getByRole('link', { name: 'Versions' }).click()
  const rows = await readTable(page.getByRole('table', { name: 'Versions' }))
  expect(rows.map((row) => row.Version)).toEqual(['v2.0.0', 'v1.1.0', 'v1.0.0'])
  await page.getByRole('link', { name: 'History' }).click()
  const assigned = page.getByText('Assign production', { exact: true })
  await expect(assigned).toBeHidden()
  await openItem(findItem(page, 'ranking-06#production#1'))
  await expect(assigned).toBeVisible()
  await page.getByRole('combobox', { name: 'Event' }).selectOption({ label: 'Registered' })
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await openItem(findItem(page, 'ranking-06@v1.1.0'))
  await expect(page.getByText('Register v1.1.0', { exact: true })).toBeVisible()
  await expect(assigned).toHaveCount(0)
})

test('a person without scripts filters the activity and goes to older events', async ({ page }) => {
  await page.goto('/activity')
  await page.getByRole('combobox', { name: 'Repository' }).fill('fra')
  await page.getByRole('combobox', { name: 'Event' }).selectOption({ label: 'Registered' })
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(listItems(page)).toHaveCount(50)
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(listItems(page)).toHaveCount(10)
  expect(new Set(await readFacts(page, 'Repository'))).toEqual(new Set(['fraud']))
  expect((await readTags(page)).filter((tag) => !tag.includes('@'))).toEqual([])
})

test('a person without scripts reads the reference of the API, with the address of this server', async ({
  page,
  server,
}) => {
  await page.goto('/reference')
  await expect(page.getByRole('heading', { name: 'GET /api/v1/models', exact: true })).toBeVisible()
  const commands = page.locator('pre')
  await expect(commands.filter({ hasText: "/api/v1/models'" })).toHaveText(
    `curl '${server.url}/api/v1/models'`,
  )
  await expect(commands.filter({ hasText: '/sync' })).toHaveText(
    `curl -X POST -H "Authorization: Bearer $SIGNET_TOKEN" '${server.url}/api/v1/repos/{repo}/sync'`,
  )
})

test('a person without scripts sees the repositories', async ({ page }) => {
  await page.goto('/repos')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    ...['forecasting', 'fraud', 'ranking', 'vision'],
  ])
  await page.getByRole('link', { name: 'fraud', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'No problems' })).toBeVisible()
})

for (const [path, status, heading] of [
  ['/models/fraud/no-such-model', 404, 'No such model'],
  ['/repos/no-such-repo', 404, 'No such repository'],
  [`/data/${'0'.repeat(32)}`, 404, 'No such data'],
  ['/commands/no-such-request', 404, 'No such request'],
  ['/no-such-page', 404, 'This page does not exist'],
  ['/models/%E0%A4%A', 400, 'This address cannot be read'],
] as const) {
  test.describe(`at ${path}`, () => {
    test.use({ allowedErrors: [/status of 40[04]/] })

    test(`a person without scripts is told what is wrong`, async ({ page }) => {
      const answer = await page.goto(path)
      expect(answer?.status()).toBe(status)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
      await page.getByRole('main').getByRole('link').first().click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        /^(Models|Repositories|Requests)/,
      )
    })
  })
}

test('a page without scripts hides nothing', async ({ page }) => {
  for (const path of ['/', '/models/fraud/fraud-01', '/activity', '/repos', '/repos/fraud']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(
      page.locator('body > [hidden]:not(:empty), [data-skeleton], [aria-busy]'),
    ).toHaveCount(0)
  }
})

test('a person who requests a past state is told that the page shows the current one', async ({
  page,
}) => {
  const sides = 'from=fraud/fraud-01@latest&to=fraud/fraud-01@latest'
  await page.goto(`/compare?${sides}&at=2026-01-01`)
  await expect(page.getByRole('main')).toContainText(
    'The address asks for the state at 2026-01-01. Models, Stages, Activity and the pages of a model and of a version show past states.',
  )
})

test('a person sees the models as they were, and comes back to now', async ({ page }) => {
  await page.goto('/?q=fraud&sort=-updated')
  await page.getByText('Past', { exact: true }).click()
  await page.getByLabel('At the end of (UTC)').fill('1999-12-31')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL('/?sort=-updated&q=fraud&at=1999-12-31')
  await expect(page.getByRole('main')).toContainText('The state at 1999-12-31 23:59:59 UTC')
  await expect(page.getByText('No model matches')).toBeVisible()
  await page.getByRole('link', { name: 'Back to now' }).click()
  await expect(page).toHaveURL('/?sort=-updated&q=fraud')
})
