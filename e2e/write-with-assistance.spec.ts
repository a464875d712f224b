import { checkAccessibility } from './check-accessibility'
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
