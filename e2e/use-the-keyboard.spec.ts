import type { Page } from '@playwright/test'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { openPage } from './open-page'
import { LISTED_MODELS } from './scenarios/busy'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

const paletteOf = (page: Page) => page.getByRole('dialog', { name: 'Command palette' })

/** Opens the palette and types; the first option is then the one that Enter takes. */
async function typeInPalette(page: Page, text: string, first: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(paletteOf(page).getByRole('combobox')).toBeFocused()
  await page.keyboard.type(text)
  const option = paletteOf(page).getByRole('option').first()
  await expect(option).toHaveText(new RegExp(`^${first}`))
  await expect(option).toHaveAttribute('aria-selected', 'true')
}

test('a person searches and opens a model without touching the mouse', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  // Without a pause: the script that handles keys has not been loaded then.
  await page.keyboard.type('/repo:ranking type:dataset')
  await expect(models.box).toBeFocused()
  await expect(models.box).toHaveValue('repo:ranking type:dataset')
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
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(link('ranking-30')).toBeFocused()
  await page.keyboard.press('k')
  await expect(link('ranking-20')).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/models/ranking/ranking-10')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ranking-10')
})

test('a person goes to a model, a page and a theme by the command palette', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await typeInPalette(page, 'fraud-07', 'fraud-07')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/models/fraud/fraud-07')
  await expect(paletteOf(page)).toBeHidden()

  await typeInPalette(page, 'audit log', 'Activity')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/activity')

  await typeInPalette(page, 'dark', 'Dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await typeInPalette(page, 'label:nlp', '')
  await paletteOf(page).getByRole('option', { name: 'Search models for “label:nlp”' }).click()
  await models.expectQuery('label:nlp')
  await models.expectTotal(LISTED_MODELS.filter(({ labels }) => labels.includes('nlp')).length)
})

test('a person promotes by typing what to promote to where', async ({ page, server }) => {
  await signInByLink(page, server)
  await openPage(page, '/')
  await typeInPalette(page, 'promote fraud-07 production', 'Promote fraud-07 to production')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Promote · fraud-07 in fraud' })
  await expect(dialog.getByRole('radio', { name: /^production/ })).toBeChecked()
  await expect(page).toHaveURL('/')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await openPage(page, '/activity')
  await typeInPalette(page, 'roll back fraud-07 production', 'Roll back fraud-07 in production')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/models/fraud/fraud-07/commands/roll-back?stage=production')

  await openPage(page, '/models/fraud/fraud-07')
  await typeInPalette(page, 'rollback', 'Roll back fraud-07')
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('dialog', { name: 'Roll back a stage · fraud-07 in fraud' }),
  ).toBeVisible()
  await expect(page).toHaveURL('/models/fraud/fraud-07')
})

test('a person syncs a repository and makes a token by typing', async ({ page, server }) => {
  await signInByLink(page, server)
  await openPage(page, '/activity')
  await typeInPalette(page, 'sync vision', 'Sync vision')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/repos/vision')
  const said = page.getByRole('article').getByRole('status')
  await expect(said).toHaveText('Synced: nothing new')
  await typeInPalette(page, 'sync', 'Sync vision')
  await page.keyboard.press('Escape')

  await typeInPalette(page, 'new token', 'New token')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/settings?tab=tokens#new-token')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeInViewport()
})

test('a person who only reads is offered no action, and p does nothing', async ({ page }) => {
  await openPage(page, '/models/fraud/fraud-07')
  await page.keyboard.press('p')
  await page.keyboard.press('Control+k')
  await expect(paletteOf(page).getByRole('option', { name: 'forecasting-01' })).toBeVisible()
  await expect(
    paletteOf(page).getByRole('option', { name: /^(Promote|Sync|Sign out)/ }),
  ).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(1)
})

test('a person selects and promotes the focused row', async ({ page, server }) => {
  await signInByLink(page, server)
  await openPage(page, '/?q=repo:ranking%20type:dataset')
  const box = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` })
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(box('ranking-10')).toBeChecked()
  await page.keyboard.press('Control+x')
  await expect(box('ranking-10')).toBeChecked()
  await page.keyboard.press('x')
  await expect(box('ranking-10')).not.toBeChecked()
  await page.keyboard.press('j')
  await page.keyboard.press('p')
  const dialog = page.getByRole('dialog', { name: 'Promote · ranking-20 in ranking' })
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('link', { name: 'ranking-20', exact: true })).toBeFocused()
})

test('a person opens the list of shortcuts, and Escape closes it', async ({ page }) => {
  await modelsPage(page).open()
  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(list).toContainText('Search models')
  await expect(list).toContainText('Open the command palette')
  await expect(list.locator('dt')).toHaveText([
    ...['CtrlK', '/', '?', 'gm', 'gs', 'ga', 'gi', 'gq', 'gr', 'gp', 'g,'],
    ...['j↓', 'k↑', 'Home', 'End', '→', '←', 'Enter', 'x', 'p', 'Esc'],
  ])
  await checkAccessibility(page)
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
    ['i', '/insights'],
    ['s', '/stages'],
    ['r', '/repos'],
    ['q', '/requests'],
    [',', '/settings'],
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
  await page.keyboard.type('g?/jxp')
  await expect(models.box).toHaveValue('g?/jxp')
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
