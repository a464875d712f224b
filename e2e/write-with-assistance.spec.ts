import type { Locator } from '@playwright/test'
import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { signInByLink } from './sign-in'

test.use({ scenario: 'demo' })

const PAGES = {
  'the signing key': '/settings',
  'the tokens': '/settings?tab=tokens',
  'the configuration': '/settings?tab=configuration',
  'all requests': '/requests?state=all',
  'the models that can be selected': '/',
  'the versions that can be promoted': '/models/churn/churn?tab=versions',
  'a promotion': '/models/churn/churn/commands/assign?version=v2.0.0&stage=staging',
  'a promotion of several models': '/promote?model=churn:churn&model=churn:ltv&stage=production',
  'the registration of a version': '/models/churn/churn/commands/register',
  'a roll-back': '/models/churn/churn/commands/roll-back?stage=production',
  'the removal from a stage': '/models/churn/churn/commands/unassign?stage=production',
  'the end of a version': '/models/churn/churn/commands/deregister?version=v1.0.0',
  'the end of a model': '/models/churn/churn/commands/deprecate',
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`the owner sees ${name} with assistive technology`, async ({ page, server }) => {
    await signInByLink(page, server)
    await openPage(page, path)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    await checkAccessibility(page)
  })
}

test('on a phone the confirming button follows the preview', async ({ page, server }) => {
  await page.setViewportSize(PHONE)
  await signInByLink(page, server)
  await openPage(page, PAGES['a promotion'])
  const shows = page.getByRole('region', { name: 'What will happen' })
  await expect(async () => {
    const shown = await boxOf(shows)
    const button = await boxOf(page.getByRole('button', { name: 'Promote v2.0.0 to staging' }))
    expect(button.y).toBeGreaterThanOrEqual(shown.y + shown.height)
  }).toPass()
  await page.getByRole('textbox', { name: 'Reason' }).focus()
  await page.keyboard.press('Tab')
  await expect(shows.locator(':focus')).toHaveCount(1)
})

test('the Promote link in a stage of the table covers no content', async ({ page, server }) => {
  await signInByLink(page, server)
  await openPage(page, '/?q=ltv')
  const row = page.getByRole('row', { name: /ltv/ })
  const cell = row.locator('td[data-label="production"]')
  await cell.hover()
  const link = await boxOf(cell.getByRole('link', { name: 'Promote ltv to production' }))
  for (const fact of [
    cell.getByText(/^\d+ behind$/),
    cell.getByText(/^(Verified|Not signed|Signed)/),
  ]) {
    const { x, width } = await boxOf(fact)
    expect(x + width).toBeLessThanOrEqual(link.x)
  }
  const next = await boxOf(cell.locator('xpath=following-sibling::td[1]/*[not(self::a)]').first())
  expect(link.x + link.width).toBeLessThanOrEqual(next.x)
})

test('the stages of a model keep their places on a phone', async ({ page, server }) => {
  await page.setViewportSize(PHONE)
  await signInByLink(page, server)
  await openPage(page, '/models/vision/ocr:reader')
  const slots = page.getByRole('list', { name: 'Stages' }).getByRole('listitem')
  await expect(slots).toHaveCount(4)
  await expect(slots.last().locator('summary, a').first()).toBeVisible()
  const wider = await slots.evaluateAll((all) =>
    all.filter((slot) => slot.scrollWidth > slot.clientWidth).map((slot) => slot.textContent),
  )
  expect(wider).toEqual([])
})

async function boxOf(seen: Locator) {
  const box = await seen.boundingBox()
  if (box === null) throw new Error('not on the screen')
  return box
}
