import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { openPage } from './open-page'
import { BUSY_MODELS, LISTED_MODELS } from './scenarios/busy'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

const FRAUD = LISTED_MODELS.filter(({ repo }) => repo === 'fraud').length
const PAGE = '/?q=repo:fraud&pageSize=10'

test.beforeEach(async ({ page, server }) => signInByLink(page, server))

test('the owner selects a page, then the whole search, and promotes it by keys', async ({
  page,
}) => {
  await openPage(page, PAGE)
  const boxOfPage = page.getByRole('checkbox', { name: 'Select all models of this page' })
  const rows = page.getByRole('checkbox', { name: /^Select (?!all)/ })
  await rows.nth(2).check()
  await expect(page.getByText('1 selected on this page.')).toBeVisible()
  expect(await boxOfPage.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true)

  await boxOfPage.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('10 selected on this page.')).toBeVisible()
  await expect(page.locator('tbody input:checked')).toHaveCount(10)
  expect(await boxOfPage.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(false)
  const all = page.getByRole('button', { name: `Select all ${FRAUD} models of this search` })
  await checkAccessibility(page)
  await all.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(`All ${FRAUD} models of this search are selected.`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Clear', exact: true })).toBeFocused()

  // The next page is selected with it; the names of other pages are nowhere in this one.
  await modelsPage(page).pager.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(/page=2/)
  await expect(page.locator('tbody input:checked')).toHaveCount(10)
  await expect(boxOfPage).toBeChecked()
  await expect(page.locator('form#selection input[type="hidden"]')).toHaveCount(1)
  await page.getByRole('button', { name: 'Promote together' }).press('Enter')
  const name = `Promote ${FRAUD} models together in fraud`
  await expect(page.getByRole('dialog', { name })).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveCount(FRAUD)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // One model less is a selection of the others on this page.
  await rows.first().uncheck()
  await expect(page.getByText('9 selected on this page.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear', exact: true }).press('Enter')
  await expect(page.locator('tbody input:checked')).toHaveCount(0)
  await expect(boxOfPage).toBeFocused()
  expect(await boxOfPage.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(false)
})

test('the selection of a search ends with the search', async ({ page }) => {
  await openPage(page, PAGE)
  await page.getByRole('checkbox', { name: 'Select all models of this page' }).check()
  await page.getByRole('button', { name: /^Select all \d+ models/ }).click()
  await expect(page.getByText(/^All \d+ models of this search/)).toBeVisible()
  await modelsPage(page).search('repo:ranking')
  await expect(page.locator('tbody input:checked')).toHaveCount(0)
  await expect(page.getByText(/^All \d+ models of this search/)).toHaveCount(0)
})

test('a search that finds more models than one push takes says so', async ({ page }) => {
  const count = BUSY_MODELS.length
  await openPage(page, '/?tab=all&pageSize=10')
  await page.getByRole('checkbox', { name: 'Select all models of this page' }).check()
  await page.getByRole('button', { name: `Select all ${count} models of this search` }).click()
  await expect(
    page.getByText('One push promotes at most 100: select fewer or narrow the search.'),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Promote together' })).toBeDisabled()

  const sentence = `One push promotes at most 100 models, and the search finds ${count}. Select fewer models or narrow the search.`
  await openPage(page, '/promote?search=/?tab=all')
  await expect(page.getByText(sentence)).toBeVisible()
  const names = BUSY_MODELS.slice(0, 101).map(({ repo, name }) => `model=${repo}:${name}`)
  await openPage(page, `/promote?${names.join('&')}`)
  await expect(page.getByText('at most 100 models, and more are selected')).toBeVisible()
})

test('a person on a phone selects the page by touch', async ({ page }) => {
  await page.setViewportSize(PHONE)
  await openPage(page, PAGE)
  const boxOfPage = page.getByRole('checkbox', { name: 'Select all models of this page' })
  await expect(boxOfPage).toBeInViewport()
  await boxOfPage.click()
  await expect(page.getByText('10 selected on this page.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Promote together' })).toBeInViewport()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person without scripts promotes a whole search', async ({ page }) => {
    await page.goto(PAGE)
    await page.getByRole('button', { name: `Promote all ${FRAUD} of this search` }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      `Promote ${FRAUD} models together in fraud`,
    )
    await page.goto('/?q=label:tabular&pageSize=10')
    await page.getByRole('button', { name: /^Promote all \d+ of this search$/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('One repository at a time')
  })
})
