import { expect, test } from './fixtures'
import { modelsPage } from './models-page'

test.use({ scenario: 'busy' })

test('a person searches and opens a model without touching the mouse', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await page.keyboard.press('/')
  await expect(models.box).toBeFocused()
  await page.keyboard.type('repo:ranking type:dataset')
  await page.keyboard.press('Enter')
  await models.expectNames(['ranking-10', 'ranking-20', 'ranking-30'])

  await models.box.blur()
  const link = (name: string) => models.table.getByRole('link', { name, exact: true })
  await page.keyboard.press('j')
  await expect(link('ranking-10')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(link('ranking-20')).toBeFocused()
  await page.keyboard.press('End')
  await expect(link('ranking-30')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(link('ranking-30')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(link('ranking-10')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await expect(link('ranking-10')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/models/ranking/ranking-10')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ranking-10')
})

test('a person goes to a model, a page and a theme by the command palette', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  const input = palette.getByRole('combobox')
  const type = async (text: string) => {
    await page.keyboard.press('Control+k')
    await expect(input).toBeFocused()
    await page.keyboard.type(text)
  }
  await type('fraud-07')
  await expect(palette.getByRole('option', { name: /^fraud-07/ })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/models/fraud/fraud-07')
  await expect(palette).toBeHidden()

  await type('roll')
  await palette.getByRole('option', { name: 'Roll back a stage · fraud-07' }).click()
  await expect(page).toHaveURL('/models/fraud/fraud-07/commands/roll-back')
  await type('promote ranking-1')
  await expect(palette.getByRole('option', { name: 'Promote · ranking-1' }).first()).toBeVisible()
  await page.keyboard.press('Escape')

  await type('activ')
  await palette.getByRole('option', { name: 'Activity' }).click()
  await expect(page).toHaveURL('/activity')

  await type('dark')
  await palette.getByRole('option', { name: 'Dark theme' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await type('label:nlp')
  await palette.getByRole('option', { name: 'Search models for “label:nlp”' }).click()
  await models.expectQuery('label:nlp')
  await models.expectTotal(32)
})

test('a person opens the list of shortcuts, and Escape closes it', async ({ page }) => {
  await modelsPage(page).open()
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(list).toContainText('Search models')
  await expect(list).toContainText('Open the command palette')
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()

  await page.getByRole('button', { name: 'Command palette' }).click()
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await expect(palette).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(page.getByRole('button', { name: 'Command palette' })).toBeFocused()
})

test('a person moves between pages with g and a letter', async ({ page }) => {
  await modelsPage(page).open()
  for (const [key, path] of [
    ['a', '/activity'],
    ['t', '/stages'],
    ['r', '/repos'],
    ['m', '/'],
  ] as const) {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await expect(page).toHaveURL(path)
  }
})

test('a person types into the search box without triggering shortcuts', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.box.focus()
  await page.keyboard.type('g?/j')
  await expect(models.box).toHaveValue('g?/j')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a person reaches the link that skips to the page with the first Tab', async ({ page }) => {
  await modelsPage(page).open()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the page' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})
