import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo' })

const CHURN = '/models/churn/churn'

test('a person sees what was in production at an instant, and steps through events', async ({
  page,
  request,
}) => {
  const { items } = await (await request.get(`/api/v1${CHURN}/events?pageSize=500`)).json()
  const at = items.find((one: { tag: string }) => one.tag === 'churn#production#12').at
  const instant = encodeURIComponent(at)
  await openPage(page, `${CHURN}?at=${instant}`)
  const main = page.getByRole('main')
  const bar = page.getByRole('region', { name: 'Past state' })
  const utc = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  await expect(bar).toContainText(`The state at ${utc} UTC.`)
  await expect(main).toContainText('Latest v1.2.0')
  await expect(main.getByRole('button', { name: /promote/i })).toHaveCount(0)
  await expect(main.getByRole('link', { name: /promote|roll back/i })).toHaveCount(0)
  const held = page.getByRole('row').filter({ hasText: 'production' })
  await expect(held.getByRole('rowheader').or(held.getByRole('cell').first())).toHaveText('v1.2.0')
  await checkAccessibility(page)
  await bar.getByRole('link', { name: 'Previous event' }).click()
  await expect(held).toContainText('v1.1.0')
  await bar.getByRole('link', { name: 'Next event' }).click()
  await bar.getByRole('link', { name: 'Next event' }).click()
  await expect(held).toContainText('v1.1.0')
  await bar.getByRole('link', { name: 'Back to now' }).click()
  await expect(page).toHaveURL(CHURN)
  const resolved = await request.get(`/api/v1${CHURN}/resolve?stage=production&at=${instant}`)
  expect(await resolved.json()).toMatchObject({ version: 'v1.2.0', tag: 'churn#production#12' })
})

test('a person asks for a day from the history, and learns that there was no tag yet', async ({
  page,
}) => {
  await openPage(page, `${CHURN}?tab=history`)
  await page.getByLabel('At the end of (UTC)').fill('1999-12-31')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(`${CHURN}?at=1999-12-31`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No tag of this model yet')
  await expect(page.getByRole('link', { name: 'Previous event' })).toHaveCount(0)
  await openPage(page, `${CHURN}?at=2026-02-31`)
  await expect(page.getByRole('main')).toContainText(
    'The address has 2026-02-31. Allowed is a date such as 2026-03-01',
  )
})

test('a person sees what all stages held at an instant, and opens a model then', async ({
  page,
  request,
}) => {
  const { items } = await (await request.get(`/api/v1${CHURN}/events?pageSize=500`)).json()
  const { at } = items.find((one: { tag: string }) => one.tag === 'churn#production#12')
  const day = new Date(Date.parse(at)).toISOString().slice(0, 10)
  await openPage(page, '/stages?repo=churn')
  await page.getByLabel('At the end of (UTC)').fill(day)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(`/stages?repo=churn&at=${day}`)
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: 'churn', exact: true }) })
  await expect(row).toContainText('v1.2.0')
  await checkAccessibility(page)
  await row.getByRole('link', { name: 'churn', exact: true }).click()
  await expect(page).toHaveURL(`${CHURN}?at=${day}`)
  await expect(page.getByRole('region', { name: 'Past state' })).toContainText(`${day} 23:59:59`)
  await openPage(page, '/stages?at=1999-12-31')
  await expect(page.getByText('No stage held a version')).toBeVisible()
})
