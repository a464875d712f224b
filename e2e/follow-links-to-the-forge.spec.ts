import type { Locator, Page } from '@playwright/test'
import { checkAccessibility } from './check-accessibility'
import { findItem, openItem } from './event-list'
import { expect, type Remotes, test } from './fixtures'
import { resolve } from './read-remote'
import { signInAs } from './sign-in-as'

test.use({ scenario: 'linked' })

const FORGE = 'https://git.example.com/acme/ml'

async function openAsEditor(page: Page, path: string): Promise<Locator> {
  await page.goto(path)
  await signInAs(page, 'eddy')
  await page.locator('body[data-ready]').waitFor()
  return page.getByRole('main')
}

async function expectLink(place: Locator, name: string, path: string): Promise<void> {
  const link = place.getByRole('link', { name: `${name} on GitHub`, exact: true }).first()
  await expect(link).toHaveAttribute('href', `${FORGE}${path}`)
  await expect(link).toHaveAttribute('rel', 'noreferrer')
  await expect(link).not.toHaveAttribute('target')
}

function readCommits({ ml = '' }: Remotes) {
  return { first: resolve(ml, 'main~1'), second: resolve(ml, 'main') }
}

test('a model links to the tag and the commit of its latest version, and to its annotation', async ({
  page,
  remotes,
}) => {
  const { second } = readCommits(remotes)
  const main = await openAsEditor(page, '/models/ml/churn')
  const header = main.locator('header')
  await expectLink(header, 'Tag churn@v1.1.0', '/tree/churn%40v1.1.0')
  await expectLink(header, `Commit ${second.slice(0, 7)}`, `/commit/${second}`)
  await expectLink(main, 'Path artifacts.yaml', `/blob/${second}/artifacts.yaml`)
  await expectLink(main, 'Place artifacts.yaml:3', `/blob/${second}/artifacts.yaml#L3`)
  await checkAccessibility(page)
})

test('each version links to its tag and commit', async ({ page, remotes }) => {
  const { first, second } = readCommits(remotes)
  const main = await openAsEditor(page, '/models/ml/churn?tab=versions')
  const row = (version: string) => main.getByRole('row').filter({ hasText: version }).first()
  await expectLink(row('v1.1.0'), 'Tag churn@v1.1.0', '/tree/churn%40v1.1.0')
  await expectLink(row('v1.1.0'), `Commit ${second.slice(0, 7)}`, `/commit/${second}`)
  await expectLink(row('v1.0.0'), `Commit ${first.slice(0, 7)}`, `/commit/${first}`)
  await expect(row('v1.0.0').getByRole('button', { name: `Copy commit ${first}` })).toBeVisible()
})

test('each event links to its tag and commit, in history and activity', async ({
  page,
  remotes,
}) => {
  const { first } = readCommits(remotes)
  const main = await openAsEditor(page, '/models/ml/churn?tab=history')
  await openItem(findItem(page, 'churn#production#1'))
  await expectLink(main, 'Tag churn#production#1', '/tree/churn%23production%231')
  await expectLink(main, `Commit ${first.slice(0, 7)}`, `/commit/${first}`)
  await expectLink(main, 'Tag churn@created', '/tree/churn%40created')
  await page.goto('/activity?repo=ml')
  await openItem(findItem(page, 'churn#production#1'))
  await expectLink(main, 'Tag churn#production#1', '/tree/churn%23production%231')
  await expectLink(main, `Commit ${first.slice(0, 7)}`, `/commit/${first}`)
  await page.goto('/activity?repo=plain')
  await openItem(findItem(page, 'churn#production#1'))
  await expect(main.getByRole('link', { name: /on GitHub$/ })).toHaveCount(0)
})

test('a repository links to its page, its head and the line of a problem', async ({
  page,
  remotes,
}) => {
  const { second } = readCommits(remotes)
  const main = await openAsEditor(page, '/repos/ml')
  await expectLink(main, `Address ${remotes.ml}`, '')
  await expectLink(main.getByRole('article'), `Commit ${second.slice(0, 7)}`, `/commit/${second}`)
  await expectLink(main, 'Place artifacts.yaml:3', `/blob/${second}/artifacts.yaml#L3`)
  await page.goto('/repos/ml?tab=ignored')
  await expectLink(main, 'Tag churn@created', '/tree/churn%40created')
  await page.goto('/repos')
  await expect(main.getByRole('link', { name: /^Address .* on GitHub$/ })).toHaveCount(1)
})

test('a repository whose forge is not known shows the same without links', async ({ page }) => {
  const main = await openAsEditor(page, '/models/plain/churn?tab=versions')
  await expect(main.getByRole('button', { name: /^Copy commit/ })).toHaveCount(2)
  await expect(main.getByRole('link', { name: /on GitHub$/ })).toHaveCount(0)
})

test('a promotion links to its tag, and to the CI runs if a workflow starts', async ({
  page,
  remotes,
}) => {
  const { first, second } = readCommits(remotes)
  const command = '/models/ml/churn/commands/assign?version=v1.1.0'
  const main = await openAsEditor(page, `${command}&stage=production`)
  await expectLink(main, 'Tag churn#production#1', '/tree/churn%23production%231')
  await expect(main.getByRole('link', { name: 'Compare the commits on GitHub' })).toHaveAttribute(
    'href',
    `${FORGE}/compare/${first}...${second}`,
  )
  await main.getByRole('button', { name: 'Promote v1.1.0 to production' }).click()
  await expectLink(main, 'Tag churn#production#2', '/tree/churn%23production%232')
  await expectLink(main, `Commit ${second.slice(0, 7)}`, `/commit/${second}`)
  await expect(main.getByRole('link', { name: /^CI runs/ })).toHaveCount(0)

  await page.goto(`${command}&stage=staging`)
  await page.locator('body[data-ready]').waitFor()
  await main.getByRole('button', { name: 'Promote v1.1.0 to staging' }).click()
  const runs = '/actions?query=branch%3Achurn%23staging%233'
  await expectLink(main, 'CI runs of churn#staging#3', runs)
  await page.goto('/requests?state=all')
  await main.getByRole('link', { name: /v1\.1\.0.*staging/ }).click()
  await expectLink(main, 'CI runs of churn#staging#3', runs)
})
