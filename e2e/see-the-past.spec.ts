import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { openPage } from './open-page'
import { signInByLink } from './sign-in'

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
  await openPage(page, '/models/churn/customers?at=2026-03-01')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This model has no past states')
  await openPage(page, `${CHURN}?at=2026-02-31`)
  await expect(page.getByRole('main')).toContainText(
    'The address has 2026-02-31. Allowed is a date such as 2026-03-01',
  )
})

test('the day that was asked for gives way to the instant that is shown', async ({ page }) => {
  await openPage(page, '/?at=2026-06-15')
  const bar = page.getByRole('region', { name: 'Past state' })
  await bar.getByLabel('At the end of (UTC)').fill('2026-08-20')
  await bar.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(bar).toContainText('The state at 2026-08-20 23:59:59 UTC.')
  await bar.getByRole('link', { name: 'Previous event' }).click()
  await expect(bar).toContainText('The state at 2026-08-16 13:48:00 UTC.')
  await expect(bar.getByLabel('At the end of (UTC)')).toHaveValue('2026-08-16')
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
  await page.getByRole('link', { name: 'Next event' }).click()
  await expect(page).toHaveURL(/\/stages\?repo=churn&at=2026-\d\d-\d\dT[\d:]+Z$/)
  await page.goBack()
  await page.getByLabel('Label').selectOption('customers')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(page).toHaveURL(`/stages?at=${day}&repo=churn&label=customers&owner=`)
  await row.getByRole('link', { name: 'churn', exact: true }).click()
  await expect(page).toHaveURL(`${CHURN}?at=${day}`)
  await expect(page.getByRole('region', { name: 'Past state' })).toContainText(`${day} 23:59:59`)
  await openPage(page, '/stages?at=1999-12-31')
  await expect(page.getByText('No stage held a version')).toBeVisible()
})

test('a page after the end of the past board leads to its first one', async ({ page }) => {
  await openPage(page, '/stages?repo=churn&at=2026-06-15&page=9')
  await expect(page.getByRole('main')).toContainText('This page is past the end')
  await expect(page.getByRole('main')).not.toContainText('No stage held a version')
  await page.getByRole('link', { name: 'First page' }).click()
  await expect(page).toHaveURL('/stages?repo=churn&at=2026-06-15')
  await expect(page.getByRole('table', { name: 'Stages' })).toBeVisible()
})

test('a person searches the models as they were, and everything keeps the instant', async ({
  page,
}) => {
  const at = '2026-06-15'
  const models = modelsPage(page)
  await models.open()
  await page.getByText('Past', { exact: true }).click()
  await page.getByLabel('At the end of (UTC)').fill(at)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(`/?at=${at}`)
  const bar = page.getByRole('region', { name: 'Past state' })
  await expect(bar).toContainText(`The state at ${at} 23:59:59 UTC. Nothing can be changed here.`)
  await models.expectTotal(15)
  const main = page.getByRole('main')
  await expect(main.getByRole('checkbox', { name: /^Select/ })).toHaveCount(0)
  await expect(main.getByRole('link', { name: /promote/i })).toHaveCount(0)
  await expect(main.getByText('Save view')).toHaveCount(0)
  await checkAccessibility(page)
  await models
    .facet('Labels')
    .getByRole('link', { name: /^customers/ })
    .click()
  await expect(page).toHaveURL(`/?at=${at}&q=label:customers`)
  await models.header('Updated').getByRole('link').click()
  await expect(page).toHaveURL(`/?sort=-updated&at=${at}&q=label:customers`)
  await models.expectNames(['churn', 'segments', 'uplift', 'churn-small', 'ltv'])
  await models.search('is:stale,waiting')
  await expect(page).toHaveURL(({ searchParams }) => searchParams.get('at') === at)
  await models.expectNames(['segments'])
  await expect(main).toContainText('Not known of the past, so that it finds nothing: is:waiting.')
  await bar.getByRole('link', { name: 'Previous event' }).click()
  await expect(bar).not.toContainText('23:59:59')
  await models.expectNames(['segments'])
  await models.table.getByRole('link', { name: 'segments' }).click()
  await expect(page).toHaveURL(/\/models\/churn\/segments\?at=2026-06-14T21:00:00Z$/)
  await expect(bar).toContainText('The state at 2026-06-14')
  await page.goBack()
  await bar.getByRole('link', { name: 'Back to now' }).click()
  await models.expectQuery('is:stale,waiting')
  await expect(bar).toHaveCount(0)
})

test('the palette and the keys offer no action in the past', async ({ page, server }) => {
  await signInByLink(page, server)
  await openPage(page, `${CHURN}?at=2026-06-15`)
  await page.keyboard.press('p')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option', { name: /^Models/ })).toBeVisible()
  await expect(page.getByText('On this page')).toHaveCount(0)
  await expect(page).toHaveURL(`${CHURN}?at=2026-06-15`)
})

test('a person reads what had happened until an instant', async ({ page, request }) => {
  const { items } = await (await request.get(`/api/v1${CHURN}/events?pageSize=500`)).json()
  const { at } = items.find((one: { tag: string }) => one.tag === 'churn#production#12')
  const day = new Date(Date.parse(at)).toISOString().slice(0, 10)
  await openPage(page, '/activity?model="churn"&kind=assignment')
  await page.getByText('Past', { exact: true }).click()
  await page.getByLabel('At the end of (UTC)').fill(day)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(`/activity?kind=assignment&model=%22churn%22&at=${day}`)
  const first = page.locator('[data-list] li').first()
  await expect(first).toContainText('v1.2.0')
  await expect(first).toContainText('production')
  await checkAccessibility(page)
  await page.getByLabel('Stage').selectOption('dev')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await expect(page).toHaveURL(({ searchParams }) => searchParams.get('at') === day)
  await expect(first).toContainText('dev')
  await first.locator('summary').click()
  await expect(first.getByRole('link', { name: 'churn' }).first()).toHaveAttribute(
    'href',
    `${CHURN}?at=${day}`,
  )
  const csv = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')
  const file = await (await request.get(csv ?? '')).text()
  expect(file.split('\n')[1]).toContain('churn#dev#')
  expect(file).not.toContain('churn#dev#13')
  await page.getByRole('link', { name: 'Back to now' }).click()
  await expect(page).toHaveURL('/activity?kind=assignment&stage=dev&model=%22churn%22')
})

test('a person reads a version as it was, and what led to it', async ({ page }) => {
  const at = '2026-06-15'
  await openPage(page, `${CHURN}/v/production?at=${at}`)
  await expect(page).toHaveURL(`${CHURN}/v/v1.2.1?at=${at}`)
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('churn v1.2.1')
  await expect(main.getByRole('banner').or(main.locator('header')).first()).toContainText(
    'production',
  )
  await expect(main.getByRole('link', { name: /promote/i })).toHaveCount(0)
  await checkAccessibility(page)
  await main.getByRole('link', { name: 'previous v1.2.0' }).first().click()
  await expect(page).toHaveURL(`${CHURN}/v/v1.2.0?at=${at}`)
  await main.getByRole('link', { name: 'History' }).click()
  await expect(page).toHaveURL(`${CHURN}/v/v1.2.0?tab=history&at=${at}`)
  await expect(main.locator('[data-list] li')).not.toHaveCount(0)
  await main.getByRole('link', { name: 'churn', exact: true }).last().click()
  await expect(page).toHaveURL(`${CHURN}?at=${at}`)
  await main.getByRole('link', { name: 'v1.1.0' }).first().click()
  await expect(page).toHaveURL(`${CHURN}/v/v1.1.0?at=${at}`)
  await openPage(page, `${CHURN}/v/v2.1.0?at=${at}`)
  await expect(main.getByRole('heading', { level: 1 })).toHaveText('No such version yet')
})

test('a version has the card, lineage and commands of its commit at any instant', async ({
  page,
}) => {
  // Since then, production has got another one.
  const at = '2026-07-01'
  const version = `${CHURN}/v/v1.2.1`
  await openPage(page, `${version}?at=${at}`)
  const main = page.getByRole('main')
  await main.getByRole('link', { name: 'cards/churn.md' }).click()
  await expect(page).toHaveURL(`${version}?tab=card&at=${at}`)
  await expect(main.getByRole('heading', { level: 3 })).toHaveText('Churn within 30 days')
  await checkAccessibility(page)
  const tabs = main.getByRole('navigation', { name: 'Parts of the version' })
  await tabs.getByRole('link', { name: 'Lineage' }).click()
  await expect(page).toHaveURL(`${version}?tab=lineage&at=${at}`)
  await expect(main).toContainText('What was made from it is shown of the present alone')
  const list = main.locator('.lineage-entry')
  await expect(list.filter({ hasText: 'models/churn.pkl' }).first()).toBeVisible()
  await expect(list.filter({ hasText: 'In use as' })).toContainText(['staging', 'production'])
  await main.getByRole('link', { name: 'Outputs as nodes' }).click()
  await expect(page).toHaveURL(`${version}?tab=lineage&at=${at}&outputs=nodes`)
  await checkAccessibility(page)
  const bar = page.getByRole('region', { name: 'Past state' })
  await bar.getByRole('link', { name: 'Next event' }).click()
  await expect(page).toHaveURL(/\/v\/v1\.2\.1\?tab=lineage&at=2026-\d\d-\d\dT[\d:]+Z$/)
  await openPage(page, `${version}?tab=lineage&at=${at}`)
  await tabs.getByRole('link', { name: 'Use' }).click()
  await expect(page).toHaveURL(`${version}?tab=use&at=${at}`)
  await expect(main).toContainText('These commands name this version itself')
  await expect(main).toContainText('churn@v1.2.1')
})

test('a program asks what the version in a stage was made from then', async ({ request }) => {
  // Since then, production has got another version.
  const lineage = `/api/v1${CHURN}/lineage?stage=production`
  const then = await (await request.get(`${lineage}&at=2026-07-01`)).json()
  const present = await (await request.get(lineage)).json()
  const version = await (await request.get(`/api/v1${CHURN}/lineage?version=v1.2.1`)).json()
  expect([then.version, present.version]).toEqual(['v1.2.1', 'v2.0.0'])
  expect(listUses(then)).toEqual(['staging', 'production'])
  expect(listUses(version)).toEqual([])
  expect(listMade(then)).toEqual(listMade(version))
  expect(listMade(then).map(({ kind }) => kind)).toEqual(['version', 'model', 'stage', 'dvc-file'])
  const runs = `/api/v1${CHURN}/openlineage?stage=production`
  const [past, named] = [`${runs}&at=2026-07-01`, `/api/v1${CHURN}/openlineage?version=v1.2.1`]
  expect(await (await request.get(past)).json()).toEqual(await (await request.get(named)).json())
  const compare = '/api/v1/compare?from=churn/churn@production&to=churn/churn@latest'
  const sides = await (await request.get(`${compare}&at=2026-07-01`)).json()
  expect(sides.from).toMatchObject({ version: 'v1.2.1', stages: ['production', 'staging'] })
  const before = await request.get(`${lineage}&at=1999-12-31`)
  expect([before.status(), (await before.json()).error.code]).toEqual([404, 'model-not-found'])
})

type Lineage = {
  readonly nodes: readonly { readonly kind: string; readonly label: string }[]
}

/** The stages that the version is in. */
const listUses = ({ nodes }: Lineage) =>
  nodes.filter(({ kind }) => kind === 'holder').map(({ label }) => label)
const listMade = ({ nodes }: Lineage) => nodes.filter(({ kind }) => kind !== 'holder')

for (const path of ['/requests', '/repos', '/repos/churn', '/insights']) {
  test(`${path} says that it shows the present`, async ({ page }) => {
    await openPage(page, `${path}?at=2026-06-15`)
    await expect(page.getByText('This page shows the present')).toBeVisible()
  })
}
