import { execFileSync } from 'node:child_process'
import { createTempDir } from '@/lib/testing/temp-dir'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo' })

const USE = '/models/churn/churn?tab=use'

test('a person sees how to use what production holds, and to act on it', async ({ page }) => {
  await openPage(page, USE)
  const main = page.getByRole('main')
  await expect(page.getByLabel('Stage or version')).toHaveValue('production')
  await expect(main.getByRole('heading', { level: 2 })).toHaveText([
    ...['Download with DVC', 'Import with DVC', 'Read in Python', 'Check out with Git'],
    ...['Ask this server', 'Ask Git with GTO', 'Act in GitHub Actions', 'Act in GitLab CI'],
  ])
  await expect(main).toContainText('models/churn.pkl --rev churn@v2.0.0 -o churn.pkl')
  await expect(main).toContainText('churn#production#*')
})

test('the command that asks this server works when it is pasted', async ({ page, baseURL }) => {
  await openPage(page, USE)
  const part = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Ask this server' }) })
  const command = await part.locator('pre').textContent()
  expect(command).toContain(new URL(baseURL ?? '').host)
  const printed = execFileSync('bash', ['-ec', command ?? ''], { encoding: 'utf8' })
  expect(JSON.parse(printed)).toMatchObject({ version: 'v2.0.0', path: 'models/churn.pkl' })
})

test('the lines that check the version out work when they are pasted', async ({ page }) => {
  await openPage(page, '/models/churn/churn/v/v1.0.0?tab=use')
  const part = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Check out with Git' }) })
  const lines = await part.locator('pre').textContent()
  const cwd = createTempDir('use')
  execFileSync('bash', ['-ec', lines ?? ''], { cwd })
  const tags = execFileSync('bash', ['-ec', 'git -C churn tag --points-at HEAD'], {
    ...{ cwd, encoding: 'utf8' },
  })
  expect(tags.split('\n')).toContain('churn@v1.0.0')
})

test('a person chooses one version; its page has the same tab', async ({ page }) => {
  await openPage(page, USE)
  await page.getByLabel('Stage or version').selectOption('v1.1.0')
  await page.getByRole('main').getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL('/models/churn/churn?tab=use&of=v1.1.0')
  const main = page.getByRole('main')
  await expect(main).toContainText('--rev churn@v1.1.0')
  await expect(main.getByRole('heading', { name: 'Act in GitHub Actions' })).toHaveCount(0)
  await page.goBack()
  await expect(main).toContainText('--rev churn@v2.0.0')
  await expect(page.getByLabel('Stage or version')).toHaveValue('production')
})

test('a person with assistive technology reads how to use a model', async ({ page }) => {
  await openPage(page, USE)
  await checkAccessibility(page)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person reads how to use a model', async ({ page }) => {
    await page.goto(USE)
    await page.getByLabel('Stage or version').selectOption('staging')
    await page.getByRole('main').getByRole('button', { name: 'Show', exact: true }).click()
    await expect(page.getByRole('main')).toContainText('resolve?stage=staging')
  })
})

test('a badge says what is in a stage', async ({ request }) => {
  const badge = await request.get('/api/v1/badge/churn/churn/production.svg')
  expect(badge.headers()).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8',
    'cache-control': 'private, max-age=60',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  })
  expect(await badge.text()).toContain('<title>churn production: v2.0.0</title>')
  const empty = await request.get('/api/v1/badge/churn/churn/nowhere.svg')
  expect(await empty.text()).toContain('<title>churn nowhere: none</title>')
})
