import type { Browser, Page } from '@playwright/test'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { listTags, readAllowedSigner, readTrailers, resolve, verifyTag } from './read-remote'
import { type Login, signInAs } from './sign-in-as'

test.use({ scenario: 'served' })

type People = { readonly eddy: Page; readonly rita: Page }

test('a person requests, another person approves, and the tag names both', async ({
  browser,
  baseURL,
  remotes,
}) => {
  const { eddy, rita } = await signInBoth(browser, baseURL)
  const dialog = await askForProduction(eddy, 'fraud', 'Recall is better')
  expect(listTags(remotes.web, 'fraud#production#*')).toEqual([])
  await dialog.getByRole('link', { name: 'Open the request' }).click()
  await expect(eddy.getByRole('main')).toContainText('0 of 1 approval')
  await expect(eddy.getByRole('button', { name: 'Withdraw the request' })).toBeVisible()
  await expect(eddy.getByRole('button', { name: /Approve|Decline/ })).toHaveCount(0)
  await expect(requests(eddy)).toHaveText('Requests')
  const id = new URL(eddy.url()).pathname.replace('/commands/', '')
  const refused = await eddy.request.post(`/api/v1/commands/${id}/decision`, {
    headers: { authorization: `Bearer ${await createToken(eddy)}` },
    data: { decision: 'approve' },
  })
  expect([refused.status(), (await refused.json()).error.code]).toEqual([403, 'own-request'])
  expect(listTags(remotes.web, 'fraud#production#*')).toEqual([])

  await openPage(rita, '/stages?repo=web')
  const [board, page] = [rita.getByRole('row').nth(1), rita.getByRole('list', { name: 'Stages' })]
  await expect(board).toContainText('fraud')
  const waits = { name: 'v1.1.0 waits' }
  await expect(board.getByRole('link', waits)).toHaveAttribute('href', `/commands/${id}`)
  await openPage(rita, '/models/web/fraud')
  await expect(page.getByRole('link', waits)).toHaveAttribute('href', `/commands/${id}`)
  await openRequest(rita, 'Promote fraud v1.1.0 to production')
  await checkAccessibility(rita)
  await rita.getByRole('textbox', { name: 'Reason' }).fill('Seen the report')
  await rita.getByRole('button', { name: 'Approve' }).click()
  const main = rita.getByRole('main')
  await expect(main).toContainText('fraud v1.1.0 is in production')
  await expect(main).toContainText(/Approved by\s*Rita <rita@example\.com>.*“Seen the report”/)
  await expect(requests(rita)).toHaveText('Requests')

  expect(listTags(remotes.web, 'fraud#production#*')).toEqual(['fraud#production#2'])
  expect(resolve(remotes.web, 'fraud#production#2^{commit}')).toBe(resolve(remotes.web, 'main~1'))
  expect(readTrailers(remotes.web, 'fraud#production#2')).toEqual([
    'Requested-by: Eddy <eddy@example.com>',
    'Approved-by: Rita <rita@example.com>',
    'Reason: Recall is better',
    `Request-Id: ${id}`,
    expect.stringMatching(/^Registry-Repo: 127\.0\.0\.1:\d+\/web$/),
    'Previous: none',
  ])
  await rita.getByRole('link', { name: 'Its history' }).click()
  const event = main.locator('ol > li').filter({ hasText: 'fraud#production#2' })
  await expect(event).toContainText('Requested byEddy <eddy@example.com>')
  await expect(event).toContainText('Approved byRita <rita@example.com>')
  expect(verifyTag(remotes.web, 'fraud#production#2', await readAllowedSigner(rita))).toContain(
    'Good "git" signature for signet@example.com',
  )
  await eddy.context().close()
  await rita.context().close()
})

test('an approver declines with a reason: nothing is written, and the requester sees who and why', async ({
  browser,
  baseURL,
  remotes,
}) => {
  const { eddy, rita } = await signInBoth(browser, baseURL)
  const before = listTags(remotes.web, 'forecast*')
  const dialog = await askForProduction(eddy, 'forecast', 'For the spring')
  await dialog.getByRole('link', { name: 'Open the request' }).click()
  await openRequest(rita, 'Promote forecast v1.1.0 to production')
  await rita.getByRole('button', { name: 'Decline' }).click()
  await expect(rita.getByRole('status').filter({ hasText: 'the requester knows' })).toContainText(
    'Declining needs a reason',
  )
  await rita.getByRole('textbox', { name: 'Reason' }).fill('Not before the audit')
  await rita.getByRole('button', { name: 'Decline' }).click()
  await expect(rita.getByRole('main')).toContainText('Declined')
  expect(listTags(remotes.web, 'forecast*')).toEqual(before)

  await expect(eddy.getByRole('main')).toContainText(
    'By Rita <rita@example.com>: Not before the audit. Nothing was written.',
  )
  await checkAccessibility(eddy)
  await requests(eddy).click()
  await eddy.getByRole('link', { name: 'All', exact: true }).click()
  const row = eddy.getByRole('row').filter({ hasText: 'Promote forecast v1.1.0 to production' })
  await expect(row).toContainText('Declined')
  await withdraw(eddy)
  await eddy.context().close()
  await rita.context().close()
})

/** Asks once more, and takes it back. */
async function withdraw(page: Page): Promise<void> {
  const dialog = await askForProduction(page, 'forecast', 'For the summer')
  await dialog.getByRole('link', { name: 'Open the request' }).click()
  await page.getByRole('button', { name: 'Withdraw the request' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText('WithdrawnBy Eddy <eddy@example.com>. Nothing was written.')
  await expect(main).toContainText(/Withdrawn by\s*Eddy/)
}

async function signInBoth(browser: Browser, baseURL: string | undefined): Promise<People> {
  const open = async (login: Login) => {
    const context = await browser.newContext({ baseURL })
    const page = await context.newPage()
    await page.goto('/')
    await signInAs(page, login)
    return page
  }
  return { eddy: await open('eddy'), rita: await open('rita') }
}

/** Asks for v1.1.0 of a model of `web`; gives the dialog in which it waits. */
async function askForProduction(page: Page, model: string, reason: string) {
  await page.goto(`/models/web/${model}`)
  await page.getByRole('link', { name: 'Promote', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Promote · ${model}` })
  await dialog.getByText('production', { exact: true }).first().click()
  await expect(dialog.getByText('A reason is needed')).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Promote v1\.1\.0/ })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason)
  await expect(dialog.getByText('Another person has to approve')).toBeVisible()
  await dialog.getByRole('button', { name: 'Request approval' }).click()
  await expect(dialog.getByText('0 of 1 approval. Nothing is written before then.')).toBeVisible()
  return dialog
}

/** Follows the count in the rail, which comes by itself, to the one request that waits for this person. */
async function openRequest(page: Page, name: string): Promise<void> {
  await expect(requests(page)).toHaveText('Requests1 waiting for you')
  await requests(page).click()
  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
}

function requests(page: Page) {
  return page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Requests/ })
}

/** Makes an API token in Settings that may approve. */
async function createToken(page: Page): Promise<string> {
  await page.goto('/settings?tab=tokens')
  await page.getByRole('textbox', { name: 'Name' }).fill('approves')
  await page.getByRole('checkbox', { name: /^promote/ }).check()
  await page.getByRole('button', { name: 'Create token' }).click()
  const copy = page.getByRole('button', { name: /^Copy token/ })
  return (await copy.getAttribute('aria-label'))?.replace('Copy token ', '') ?? ''
}
