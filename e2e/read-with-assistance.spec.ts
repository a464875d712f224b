import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo', allowedErrors: [/status of 404/] })

const PAGES = {
  'the models': '/',
  'models that were searched for': '/?q=label:nlp colour:red&sort=-updated',
  'a search without a result': '/?q=nothing-has-this-name',
  'the models of a past instant': '/?at=2026-06-15&q=is:waiting OR label:nlp',
  'a model': '/models/churn/churn',
  'the versions of a model': '/models/churn/churn?tab=versions',
  'the history of a model': '/models/churn/churn?tab=history',
  'a deprecated model': '/models/churn/segments',
  'a model that does not exist': '/models/churn/nothing',
  'the board of stages': '/stages?open=churn:churn',
  'the board without a row': '/stages?label=nothing&at=2026-01-01',
  'the activity': '/activity',
  'activity without an event': '/activity?kind=deprecation&repo=nlp',
  'the insights': '/insights?since=2025-07-01&until=2026-12-31&by=label',
  'insights without a model': '/insights?q=nothing-has-this-name&since=2026-03-02&until=2026-03-01',
  'a list behind insights': '/insights/list?of=rollbacks&since=2020-01-01&until=2029-12-31',
  'the reference of the API': '/reference',
  'a page that does not exist': '/nothing',
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`a person with assistive technology reads ${name}`, async ({ page }) => {
    await openPage(page, path)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    await checkAccessibility(page)
  })
}

test('a person with assistive technology uses the command palette', async ({ page }) => {
  await openPage(page, '/repos')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await checkAccessibility(page)
})

test('a person with assistive technology reads the list of shortcuts', async ({ page }) => {
  await openPage(page, '/repos')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await checkAccessibility(page)
})

for (const [button, link] of [
  ['Pages', 'Activity'],
  ['Filters', /^production \d/],
] as const) {
  test(`a person with assistive technology opens the sheet of ${button} on a phone`, async ({
    page,
  }) => {
    await page.setViewportSize(PHONE)
    await openPage(page, '/')
    await page.getByRole('button', { name: button }).click()
    await expect(page.getByRole('link', { name: link })).toBeVisible()
    await checkAccessibility(page, [PHONE])
  })
}
