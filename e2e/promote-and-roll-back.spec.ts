import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { listTags } from './read-remote'
import { signInByLink } from './sign-in'

test.use({ scenario: 'busy' })

const BOARD = '/stages?repo=forecasting'
const MENU = 'Actions for production of forecasting-11'

test('a person promotes from the board and takes a bad promotion back with two clicks', async ({
  page,
  remotes,
  server,
}) => {
  await signInByLink(page, server)
  await openPage(page, BOARD)
  await page.getByRole('link', { name: 'What promoting forecasting-11 would change' }).click()
  await page.locator('#open').getByRole('link', { name: 'Promote v1.1.0 to production' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Promote v1.1.0 to production' }).click()
  await expect(dialog).toContainText('forecasting-11 v1.1.0 is in production')
  await expect(dialog.getByRole('link', { name: 'Roll production back' })).toHaveAttribute(
    'href',
    '/models/forecasting/forecasting-11/commands/roll-back?stage=production',
  )
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()

  const slot = page.getByRole('row', { name: /forecasting-11/ }).locator('[data-label=production]')
  await expect(slot.locator('.pill')).toHaveText('v1.1.0')
  await slot.locator('summary', { hasText: MENU }).click()
  await expect(slot.locator('.stage-menu').getByRole('link')).toHaveText([
    'Roll back to v1.0.0',
    'Promote a version',
    'Take v1.1.0 out',
  ])
  await checkAccessibility(page)
  await page.keyboard.press('Escape')
  await slot.hover()
  await slot.getByRole('link', { name: 'Roll back production of forecasting-11 to v1.0.0' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeHidden()
  await dialog.getByRole('button', { name: 'Roll production back to v1.0.0' }).click()
  await expect(dialog).toContainText('forecasting-11 v1.0.0 is in production again')
  await expect(dialog.getByRole('link', { name: 'Roll production back' })).toHaveCount(0)
  expect(listTags(remotes.forecasting, 'forecasting-11#production#*')).toEqual([
    'forecasting-11#production#2',
    'forecasting-11#production#3',
    'forecasting-11#production#4',
  ])
})

test('a person reaches the menu of a stage by keyboard, on the page of the model and on a phone', async ({
  page,
  server,
}) => {
  await signInByLink(page, server)
  await page.setViewportSize(PHONE)
  await openPage(page, '/models/forecasting/forecasting-11')
  const slot = page.getByRole('list', { name: 'Stages' }).locator('li', { hasText: MENU })
  await slot.locator('summary').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(slot.getByRole('link', { name: 'Roll back to v1.1.0' })).toBeFocused()
  await checkAccessibility(page, [PHONE])
  const menu = await slot.locator('details > div').boundingBox()
  expect(menu?.x).toBeGreaterThanOrEqual(0)
  expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThanOrEqual(PHONE.width)
  await page.keyboard.press('Escape')
  await expect(slot.getByRole('link', { name: 'Roll back to v1.1.0' })).toBeHidden()
})

test('on a phone, a person rolls back from the board, and nothing of a stage is covered', async ({
  page,
  server,
}) => {
  await signInByLink(page, server)
  await page.setViewportSize(PHONE)
  await openPage(page, BOARD)
  const links = page.getByRole('link', { name: /^Roll back \S+ of / })
  await expect(links.first()).toBeVisible()
  const covering = await links.evaluateAll(
    (all) =>
      all.filter((link) => {
        const { left, right, top, bottom } = link.getBoundingClientRect()
        const content = link.closest('td')?.querySelectorAll('.pill, .signature, small > *') ?? []
        return [...content].some((one) => {
          const box = one.getBoundingClientRect()
          return box.right > left && box.left < right && box.bottom > top && box.top < bottom
        })
      }).length,
  )
  expect(covering).toBe(0)
  await links.first().click()
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Roll / })).toBeEnabled()
})

test('on a phone, the open menu of a stage covers the stages below it', async ({
  page,
  server,
}) => {
  await signInByLink(page, server)
  await page.setViewportSize(PHONE)
  await openPage(page, '/stages')
  const menus = page.locator('.board .stage-menu')
  for (const menu of (await menus.all()).slice(0, 8)) {
    await menu.locator('summary').click()
    const items = menu.getByRole('link')
    await expect(items).not.toHaveCount(0)
    const covered = await items.evaluateAll((links) =>
      links
        .filter((link) => {
          const box = link.getBoundingClientRect()
          const top = document.elementFromPoint(box.right - 12, box.top + box.height / 2)
          return top?.closest('a') !== link
        })
        .map((link) => link.textContent),
    )
    expect(covered).toEqual([])
    await page.keyboard.press('Escape')
  }
})

test('a registration begins with the newest commit, and names the version of each step', async ({
  page,
  server,
}) => {
  await signInByLink(page, server)
  await openPage(page, '/models/forecasting/forecasting-01/commands/register')
  const main = page.getByRole('main')
  // forecasting-01 has v1.0.0 on the first commit.
  await expect(main.getByRole('radio', { name: /Train 2/ })).toBeChecked()
  await expect(main.getByRole('radio', { name: /Patch v1\.0\.1/ })).toBeChecked()
  await expect(main.getByRole('radio', { name: /Major v2\.0\.0/ })).toBeVisible()
  await expect(main.getByRole('button', { name: 'Register v1.0.1' })).toBeEnabled()
  await openPage(page, '/models/forecasting/forecasting-03/commands/register')
  await expect(main).not.toContainText('is older than the one of')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person opens the menu of a stage, and is told that a version comes back', async ({
    page,
    server,
  }) => {
    await signInByLink(page, server)
    await page.goto(BOARD)
    await page.locator('summary', { hasText: MENU }).click()
    await page.getByRole('link', { name: 'Take v1.0.0 out' }).first().click()
    const shown = page.getByRole('region', { name: 'What will happen' })
    await expect(shown).toContainText('v1.1.0 returns to production')
    await expect(shown).toContainText('No CI workflow starts on the tag that ends the stage')
  })
})
