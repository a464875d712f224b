import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'troubled' })

const PAGES = {
  'models while a repository fails': '/',
  'the repositories': '/repos',
  'the problems of a repository': '/repos/broken',
  'its ignored tags': '/repos/broken?tab=ignored',
  'a repository that was never read': '/repos/missing',
  'a model with problems': '/models/broken/scorer',
  'a model without a version': '/models/broken/typo?tab=history',
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`a person with assistive technology reads ${name}`, async ({ page }) => {
    await openPage(page, path)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    await checkAccessibility(page)
  })
}
