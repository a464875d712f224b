import type { Browser, Page } from '@playwright/test'
import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { openPage } from './open-page'
import { type Login, signInAs } from './sign-in-as'

test.use({ scenario: 'accounts' })

const SEARCH = '/?tab=all&sort=-updated&columns=name,repo&q=label:churn-label,risk-label'

const rail = (page: Page) => page.getByRole('list', { name: 'Saved views' })
const list = (page: Page, title: string) => page.locator('section', { hasText: title })

async function signInAt(page: Page, login: Login, path = '/'): Promise<void> {
  await page.goto(path)
  await signInAs(page, login)
  await openPage(page, path)
}

async function openAs(browser: Browser, login: Login, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  await signInAt(page, login)
  return page
}

async function save(page: Page, name: string, shared: 'shared' | 'own' = 'own'): Promise<void> {
  await page.locator('summary', { hasText: 'Save view' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  if (shared === 'shared') await page.getByRole('checkbox', { name: /^Shared/ }).check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}

/** Deletes a view on the page of all views. The others move up when it is gone. */
async function remove(page: Page, name: string): Promise<void> {
  await page.locator('summary', { hasText: `Edit ${name}` }).click()
  await page.locator('summary', { hasText: `Delete ${name}` }).click()
  await page.getByRole('button', { name: new RegExp(`^Delete .* ${name}$`) }).click()
  await expect(page.getByRole('main').getByRole('link', { name, exact: true })).toHaveCount(0)
}

test('a person saves a search, and uses it from the rail and from the search box', async ({
  page,
}) => {
  await signInAt(page, 'vic', SEARCH)
  const models = modelsPage(page)
  await save(page, 'Labelled')
  const link = rail(page).getByRole('link', { name: 'Labelled' })
  await expect(link).toHaveAttribute('href', SEARCH)
  await expect(link).toHaveAttribute('aria-current', 'true')
  await expect(page).toHaveURL(SEARCH)
  await page.setViewportSize(PHONE)
  await expect(page.getByRole('main').getByText('Saved as Labelled')).toBeVisible()
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(page.getByRole('main').getByText('Saved as Labelled')).toBeHidden()

  await openPage(page, '/activity')
  await expect(link).not.toHaveAttribute('aria-current')
  await link.click()
  await expect(page).toHaveURL(SEARCH)
  await models.expectNames(['churn-model'])
  await models.expectHeaders(['Name', 'Repository'])
  await expect(link).toHaveAttribute('aria-current', 'true')

  await openPage(page, '/activity')
  await page.getByRole('combobox', { name: 'Search models' }).focus()
  const option = page.getByRole('option', { name: 'Labelled saved view' })
  await expect(option).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(option).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await models.expectNames(['churn-model'])
  await expect(link).toHaveAttribute('aria-current', 'true')

  for (const typed of ['view labelled', 'labelled']) {
    await openPage(page, '/activity')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Command palette' }).fill(typed)
    await expect(page.getByRole('option', { selected: true })).toHaveText('Labelledsaved view')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(SEARCH)
  }

  await openPage(page, '/views')
  await remove(page, 'Labelled')
  await expect(page.getByRole('heading', { name: 'No saved views yet' })).toBeVisible()
  await expect(rail(page)).toHaveCount(0)
})

test('a person sends the link of a view, shares it, and an admin deletes it', async ({
  page,
  browser,
  server,
}) => {
  await signInAt(page, 'vic', SEARCH)
  await save(page, 'For all')
  const address = await rail(page).getByRole('link', { name: 'For all' }).getAttribute('href')
  const rita = await openAs(browser, 'rita', server.url)
  await openPage(rita, address ?? '')
  // Each reader finds what they may see.
  await modelsPage(rita).expectNames(['churn-model', 'risk-model'])
  await expect(rail(rita)).toHaveCount(0)

  await openPage(page, '/views')
  await page.locator('summary', { hasText: 'Edit For all' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('For everybody')
  await page.getByRole('checkbox', { name: /^Shared/ }).check()
  await page.getByRole('button', { name: 'Save For all' }).click()
  await expect(list(page, 'Your views')).toContainText('For everybodyshared')

  await openPage(rita, '/views')
  await expect(list(rita, 'Shared by others')).toContainText('For everybodyby Vic')
  await expect(rita.locator('summary', { hasText: 'Edit' })).toHaveCount(0)
  await rail(rita).getByRole('link', { name: 'For everybody' }).click()
  await modelsPage(rita).expectNames(['churn-model', 'risk-model'])

  const ana = await openAs(browser, 'ana', server.url)
  await openPage(ana, '/views')
  await remove(ana, 'For everybody')
  await expect(ana.getByRole('heading', { name: 'No saved views yet' })).toBeVisible()
  await openPage(page, '/views')
  await expect(page.getByRole('heading', { name: 'No saved views yet' })).toBeVisible()
})

test('a person saves a view without touching the mouse', async ({ page }) => {
  await signInAt(page, 'eddy', SEARCH)
  const summary = page.locator('summary', { hasText: 'Save view' })
  await summary.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.type('by keys')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeHidden()
  await expect(summary).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(rail(page).getByRole('link', { name: 'by keys' })).toBeVisible()

  // A name is taken once; what was filled in stays.
  await save(page, 'by keys')
  await expect(page.getByRole('main')).toContainText('There is already a view called by keys')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('by keys')
  await page.getByRole('textbox', { name: 'Name' }).fill('again')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(SEARCH)
  await openPage(page, '/views')
  await remove(page, 'again')
  await remove(page, 'by keys')
  await expect(rail(page)).toHaveCount(0)
})

test('the rail has the first views, and says how many more there are', async ({ page }) => {
  await signInAt(page, 'eddy', '/?q=v1')
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    const saved = page.waitForResponse((response) => response.request().method() === 'POST')
    await save(page, name)
    await saved
    await page.goto('/?q=v1')
    await page.locator('body[data-ready]').waitFor()
  }
  await expect(rail(page).getByRole('link')).toHaveText(['a', 'b', 'c', 'd', 'e', '2 more'])
  await rail(page).getByRole('link', { name: '2 more' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Saved views')
  await expect(list(page, 'Your views').locator('li')).toHaveCount(7)

  await page.setViewportSize(PHONE)
  await page.getByRole('button', { name: 'Pages' }).click()
  await rail(page).getByRole('link', { name: 'a', exact: true }).click()
  await expect(page).toHaveURL('/?q=v1')

  await page.setViewportSize({ width: 1024, height: 768 })
  await page.getByRole('link', { name: 'Saved views' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Saved views')
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
    await remove(page, name)
  }
})

test('a person with assistive technology saves and changes views', async ({ page }) => {
  await signInAt(page, 'vic', SEARCH)
  await save(page, 'Read aloud', 'shared')
  await expect(rail(page)).toBeVisible()
  await page.locator('summary', { hasText: 'Save view' }).click()
  await checkAccessibility(page)
  await openPage(page, '/views')
  await page.locator('summary', { hasText: 'Edit Read aloud' }).click()
  await page.locator('summary', { hasText: 'Delete Read aloud' }).click()
  await checkAccessibility(page)
  await openPage(page, '/views/new?q=is:behind&refused=view-name-taken&name=Read+aloud')
  await checkAccessibility(page)
  await openPage(page, '/views')
  await remove(page, 'Read aloud')
  await expect(page.getByRole('heading', { name: 'No saved views yet' })).toBeVisible()
  await checkAccessibility(page)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person without scripts saves, renames and deletes a view', async ({ page }) => {
    await page.goto(SEARCH)
    await signInAs(page, 'vic')
    await save(page, 'plain')
    await expect(page).toHaveURL(SEARCH)
    await save(page, 'plain')
    await expect(page.getByRole('main')).toContainText('There is already a view called plain')
    await rail(page).getByRole('link', { name: 'All views' }).click()
    await page.locator('summary', { hasText: 'Edit plain' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('plainer')
    await page.getByRole('button', { name: 'Save plain' }).click()
    await expect(rail(page).getByRole('link')).toHaveText(['plainer', 'All views'])
    await remove(page, 'plainer')
    await expect(page.getByRole('heading', { name: 'No saved views yet' })).toBeVisible()
  })
})
