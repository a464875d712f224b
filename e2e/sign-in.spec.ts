import type { Page } from '@playwright/test'
import { asAdmin } from './admin-token'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { type Login, signInAs } from './sign-in-as'

test.use({ scenario: 'accounts' })

const main = (page: Page) => page.getByRole('main')

async function signInAt(page: Page, login: Login, path = '/'): Promise<void> {
  await page.goto(path)
  await signInAs(page, login)
}

test('a stranger sees nothing, signs in, and reaches the requested page', async ({ page }) => {
  const answer = await page.goto('/models/churn/churn-model?tab=versions')
  expect(answer?.url()).toContain('/sign-in?to=%2Fmodels%2Fchurn%2Fchurn-model%3Ftab%3Dversions')
  expect(await page.content()).not.toMatch(/churn-label|v1\.0\.0/)
  await expect(page.getByRole('heading', { name: 'Sign in to Signet' })).toBeVisible()
  await checkAccessibility(page)
  await signInAs(page, 'vic')
  await expect(page).toHaveURL(/\/models\/churn\/churn-model\?tab=versions$/)
  await expect(main(page)).toContainText('v1.0.0')
  await page.getByRole('button', { name: 'Account', exact: true }).click()
  await expect(page.locator('#person')).toContainText('Vic')
  await expect(page.locator('#person')).toContainText('viewer')
  await checkAccessibility(page)
})

test('a repository is visible only to its viewers, in every list, count, facet and search', async ({
  browser,
  baseURL,
}) => {
  const open = async (login: Login) => {
    const context = await browser.newContext({ baseURL })
    const page = await context.newPage()
    await signInAt(page, login)
    return page
  }
  const eddy = await open('eddy')
  for (const place of ['/', '/?q=risk', '/activity', '/repos']) {
    await eddy.goto(place)
    await expect(main(eddy)).not.toContainText(/risk-(?:model|label|stage)/)
    await expect(eddy.getByRole('link', { name: 'risk', exact: true })).toHaveCount(0)
  }
  for (const qualifier of ['stage:risk-stage', 'label:risk-label', 'repo:risk']) {
    await eddy.goto(`/?q=${qualifier}`)
    await expect(main(eddy)).toContainText('No model matches')
    await expect(main(eddy)).not.toContainText('risk-model')
  }
  for (const hidden of ['/models/risk/risk-model', '/repos/risk']) {
    await eddy.goto(hidden)
    await expect(main(eddy)).toContainText(/no such|not connected/i)
  }
  for (const [path, status] of HIDDEN_FROM_EDDY) {
    const answer = await eddy.request.get(`/api/v1${path}`)
    expect([path, answer.status()]).toEqual([path, status])
    expect(await answer.text()).not.toMatch(/risk-(?:model|label|stage)/)
  }

  const rita = await open('rita')
  await rita.goto('/')
  await expect(main(rita)).toContainText('risk-model')
  await expect(main(rita)).toContainText('risk-label')
  await rita.goto('/models/risk/risk-model')
  await expect(main(rita)).toContainText('v1.0.0')
  await eddy.context().close()
  await rita.context().close()
})

const HIDDEN_FROM_EDDY = [
  ['/models', 200],
  ['/models?q=stage:risk-stage', 200],
  ['/repos', 200],
  ['/events', 200],
  ['/events?repo=risk', 200],
  ['/models/risk/risk', 404],
  ['/models/risk/risk/events', 404],
  ['/models/risk/risk/resolve?version=latest', 404],
] as const

const ASKED_OF_A_REPOSITORY: readonly (readonly [path: string, data?: object])[] = [
  ['/models/REPO/REPO-model'],
  ['/models/REPO/REPO-model/events'],
  ['/models/REPO/REPO-model/resolve?version=latest'],
  ['/events?repo=REPO'],
  ['/models?repo=REPO'],
  ['/models?q=repo:REPO'],
  ['/repos/REPO/sync', {}],
  ['/models/REPO/REPO-model/commands?dryRun=true', { command: 'deprecate' }],
  ['/models/REPO/REPO-model/commands', { command: 'deprecate' }],
  [
    '/repos/REPO/commands?dryRun=true',
    { commands: [{ model: 'REPO-model', command: 'deprecate' }] },
  ],
  ['/repos/REPO/commands', { commands: [{ model: 'REPO-model', command: 'deprecate' }] }],
]

test('a program cannot tell a repository that it may not see from one that does not exist', async ({
  request,
}) => {
  for (const [path, data] of ASKED_OF_A_REPOSITORY) {
    const ask = async (repo: string) => {
      const named = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll('REPO', repo))
      const method = data === undefined ? 'get' : 'post'
      const sent = { method, headers: asAdmin, ...(data && { data: named(data) }) }
      const answer = await request.fetch(`/api/v1${named(path)}`, sent)
      return [path, answer.status(), (await answer.text()).replaceAll(repo, 'REPO')]
    }
    expect(await ask('risk')).toEqual(await ask('nope'))
  }
})

test('a person without a role is told the id by which an admin can add them', async ({ page }) => {
  await signInAt(page, 'nora')
  await expect(main(page)).toContainText('You are signed in as Nora')
  await expect(main(page)).toContainText(/http:\/\/127\.0\.0\.1:\d+#nora/)
  expect(await page.content()).not.toContain('churn')
  await checkAccessibility(page)
  await main(page).getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Continue with Test issuer' })).toBeVisible()
})

test('a person who cancels at the issuer can sign in again', async ({ page }) => {
  await page.goto('/activity')
  await page.getByRole('button', { name: 'Continue with Test issuer' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(main(page)).toContainText('The sign-in was cancelled')
  await signInAs(page, 'vic')
  await expect(page).toHaveURL(/\/activity$/)
})

test('a person signs out, here or everywhere', async ({ page, browser, baseURL }) => {
  const context = await browser.newContext({ baseURL })
  const other = await context.newPage()
  await signInAt(page, 'ana')
  await signInAt(other, 'ana')
  const signOut = async (...items: string[]) => {
    await page.getByRole('button', { name: 'Account', exact: true }).click()
    for (const name of items) await page.getByRole('menuitem', { name, exact: true }).click()
    await expect(page.getByRole('button', { name: 'Continue with Test issuer' })).toBeVisible()
  }
  await openPage(page, '/')
  await signOut('Sign out')
  await openPage(other, '/repos')
  // The issuer still knows who is there.
  await page.getByRole('button', { name: 'Continue with Test issuer' }).click()
  await expect(page.getByRole('button', { name: 'Account', exact: true })).toBeVisible()
  await signOut('Sign out everywhere', 'Yes, on all devices')
  await other.goto('/repos')
  await expect(other.getByRole('button', { name: 'Continue with Test issuer' })).toBeVisible()
  await context.close()
})

test('the cookie is sent only to this host and is hidden from scripts', async ({
  page,
  context,
}) => {
  await signInAt(page, 'ana')
  // The issuer is on another port of the same host, and browsers keep cookies by host.
  const cookies = await context.cookies()
  expect(cookies.filter(({ name }) => name.startsWith('signet'))).toEqual([
    expect.objectContaining({
      name: 'signet-session',
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      expires: -1,
    }),
  ])
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person signs in, reads and signs out', async ({ page }) => {
    await signInAt(page, 'vic', '/repos')
    await expect(page).toHaveURL(/\/repos$/)
    await expect(page.getByText('last successful sync').first()).toBeVisible()
    await expect(page.getByText('churn').first()).toBeVisible()
    await page.getByRole('button', { name: 'Account', exact: true }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Continue with Test issuer' })).toBeVisible()
  })
})

test('the stream of a page ends with the session, and the page asks to sign in again', async ({
  page,
  server,
}) => {
  await signInAt(page, 'vic')
  const cookies = await page.context().cookies(server.url)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const told = await fetch(`${server.url}/api/v1/repos/events`, { headers: { cookie } })
  const reader = told.body?.getReader()
  let text = ''
  while (!text.includes('"churn"')) text += Buffer.from((await reader?.read())?.value ?? [])
  const headers = { cookie, origin: server.url }
  const body = new URLSearchParams({ everywhere: 'yes' })
  await fetch(`${server.url}/api/auth/sign-out`, {
    method: 'POST',
    headers,
    body,
    redirect: 'manual',
  })
  let last = ''
  for (let part = await reader?.read(); !part?.done; part = await reader?.read())
    last = Buffer.from(part?.value ?? []).toString()
  expect(last).toBe('event: ended\ndata: ended\n\n')
  await expect(page.getByRole('button', { name: 'Continue with Test issuer' })).toBeVisible()
})

test('a page that was offline while its session ended asks to sign in again', async ({ page }) => {
  const listens = page.waitForResponse((response) => response.url().endsWith('/repos/events'))
  await signInAt(page, 'vic')
  await listens
  await page.evaluate(async () => {
    const body = new URLSearchParams({ everywhere: 'yes' })
    await fetch('/api/auth/sign-out', { method: 'POST', body, redirect: 'manual' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(page.getByRole('button', { name: 'Continue with Test issuer' })).toBeVisible()
})
