import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { readTable } from './read-table'
import { BUSY_MODELS, type BusyModel } from './scenarios/busy'

test.use({ scenario: 'busy' })

const TABLE = 'Models by stage, those that need action first'
const PAGE_SIZE = 50

/** Nothing is signed: production that is behind comes first, then all other production. */
function rankOf({ stages, versions }: BusyModel): number {
  if (stages.production === undefined) return 2
  return versions.at(-1) === stages.production ? 1 : 0
}

const BOARD = BUSY_MODELS.filter(({ stages }) => Object.keys(stages).length > 0).toSorted(
  (a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1),
)
const named = (models: readonly BusyModel[]) => models.map(({ name, repo }) => `${name} ${repo}`)

test('a person pages through the board and finds first what needs action', async ({ page }) => {
  await openPage(page, '/')
  await page.getByRole('link', { name: 'Stages', exact: true }).click()
  await expect(page).toHaveURL('/stages')
  const table = page.getByRole('table', { name: TABLE })
  const shown = async () => (await readTable(table)).map((row) => row.Model)
  await expect.poll(shown).toEqual(named(BOARD.slice(0, PAGE_SIZE)))
  const [first] = await readTable(table)
  expect(Object.keys(first ?? {})).toEqual(['Model', 'Latest', 'dev', 'production'])
  expect(first?.production).toContain('2 behind latest')
  await page.getByRole('link', { name: 'Next' }).click()
  await expect.poll(shown).toEqual(named(BOARD.slice(PAGE_SIZE, 2 * PAGE_SIZE)))
})

test('a person filters the board, and opens a row on what promoting would change', async ({
  page,
}) => {
  await openPage(page, '/stages')
  await page.getByRole('combobox', { name: 'Repository' }).selectOption('fraud')
  await page.getByRole('combobox', { name: 'Label' }).selectOption('gpu')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL('/stages?repo=fraud&label=gpu&owner=')
  const table = page.getByRole('table', { name: TABLE })
  const expected = BOARD.filter((one) => one.repo === 'fraud' && one.labels.includes('gpu'))
  const shown = async () => (await readTable(table)).map((row) => row.Model)
  await expect.poll(shown).toEqual(named(expected))

  await page.getByRole('link', { name: 'Clear' }).click()
  await expect.poll(async () => (await shown()).length).toBe(PAGE_SIZE)
  const opens = page.getByRole('link', { name: 'What promoting forecasting-11 would change' })
  await expect(opens).toHaveAttribute('aria-expanded', 'false')
  await opens.click()
  await expect(opens).toHaveAttribute('aria-expanded', 'true')
  await expect(page).toHaveURL('/stages?open=forecasting:forecasting-11#open')
  const row = page.locator('#open')
  await expect(row).toContainText('v1.1.0 the latest version production instead of v1.0.0')
  await checkAccessibility(page)
  await opens.click()
  await expect(row).toHaveCount(0)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person reads, filters and opens the board', async ({ page }) => {
    await page.goto('/stages')
    await page.getByRole('combobox', { name: 'Repository' }).selectOption('ranking')
    await page.getByRole('button', { name: 'Filter' }).click()
    const table = page.getByRole('table', { name: TABLE })
    const expected = BOARD.filter(({ repo }) => repo === 'ranking')
    await expect(table.locator('tbody td:first-child [data-row-link]')).toHaveText(
      expected.map(({ name }) => name),
    )
    await page.getByRole('link', { name: 'What promoting ranking-11 would change' }).click()
    await expect(page.locator('#open')).toContainText('production instead of v1.0.0')
    await page.getByRole('link', { name: 'What promoting ranking-11 would change' }).click()
    await expect(page.locator('#open')).toHaveCount(0)
  })
})
