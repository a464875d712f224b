import type { Page } from '@playwright/test'
import { formatDuration } from '@/components/insights/format-duration'
import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { readTable } from './read-table'
import { type BusyModel, LISTED_MODELS } from './scenarios/busy'

test.use({ scenario: 'busy' })

const DAYS = 'since=2026-01-01&until=2026-01-31'
/** The second of the commits of all versions, but for the number of the version. */
const COMMITTED = Date.parse('2025-12-31T00:00:00Z') / 1000
const MONDAY = Date.parse('2026-01-05T00:00:00Z') / 1000

type Promotion = { readonly model: BusyModel; readonly at: number; readonly lead: number }

/** Every promotion to a stage, by the scenario. */
function listPromotions(stage: string, models = LISTED_MODELS): readonly Promotion[] {
  return models.flatMap((model) => {
    const place = Object.keys(model.stages).indexOf(stage)
    const at = model.times[model.versions.length + place]
    const commit = model.versions.indexOf(model.stages[stage] ?? '')
    return place < 0 || at === undefined ? [] : [{ model, at, lead: at - COMMITTED - commit }]
  })
}

function percentile(promotions: readonly Promotion[], share: number): string {
  const leads = promotions.map(({ lead }) => lead).sort((a, b) => a - b)
  return formatDuration(leads[Math.ceil(leads.length * share) - 1] ?? -1)
}

const ofWeek = (stage: string) => {
  const promotions = listPromotions(stage)
  const first = promotions.filter(({ at }) => at < MONDAY).length
  return [first, promotions.length - first].map(String)
}

const tableOf = (page: Page, name: string) => page.getByRole('table', { name, exact: true })

test('a person reads what was promoted in a period, and opens the list behind a number', async ({
  page,
}) => {
  await openPage(page, '/')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(page).toHaveURL('/insights')
  await expect(page.getByRole('link', { name: 'Insights' })).toHaveAttribute('aria-current', 'page')
  await page.getByLabel('From').fill('2026-01-01')
  await page.getByLabel('Until').fill('2026-01-31')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page).toHaveURL(`/insights?${DAYS}&q=`)
  const main = page.getByRole('main')
  await expect(main).toContainText(`${LISTED_MODELS.length} models, 2026-01-01 to 2026-01-31`)

  const weeks = await readTable(tableOf(page, 'Promotions by week and stage'))
  const [dev, production] = [ofWeek('dev'), ofWeek('production')]
  expect(weeks).toEqual([
    ...['2026-01-26', '2026-01-19', '2026-01-12'].map((week) => ({
      ...{ 'Week of': week, dev: '0', production: '0' },
    })),
    { 'Week of': '2026-01-05', dev: dev[1], production: production[1] },
    { 'Week of': '2026-01-01', dev: dev[0], production: production[0] },
  ])
  const leads = await readTable(tableOf(page, 'Lead times'))
  const [toDev, toProduction] = [listPromotions('dev'), listPromotions('production')]
  expect(leads.filter(({ From }) => From === 'Commit').slice(1)).toEqual(
    [
      { stage: 'dev', promotions: toDev },
      { stage: 'production', promotions: toProduction },
    ].map(({ stage, promotions }) => ({
      ...{ From: 'Commit', To: stage, Count: String(promotions.length) },
      ...{ Median: percentile(promotions, 0.5), '90 %': percentile(promotions, 0.9) },
    })),
  )

  const row = page.getByRole('row').filter({ hasText: '2026-01-05' })
  await row.getByRole('link').last().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Promotions')
  await expect(main).toContainText('From 2026-01-05 to 2026-01-11 (UTC), stage production.')
  const listed = await readTable(tableOf(page, 'Promotions'))
  const newest = toProduction.filter(({ at }) => at >= MONDAY).toSorted((a, b) => b.at - a.at)
  expect(listed.map(({ Model }) => Model)).toEqual(newest.map(({ model }) => model.name))
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(newest[0]?.model.name ?? '')
})

test('a person compares owners, and narrows insights to one', async ({ page }) => {
  await openPage(page, `/insights?${DAYS}`)
  await page.getByRole('link', { name: 'Owner', exact: true }).click()
  await expect(page).toHaveURL(`/insights?${DAYS}&by=owner`)
  const rows = await readTable(tableOf(page, 'Figures by owner'))
  const own = LISTED_MODELS.filter(({ owner }) => owner === 'Chiara Rossi')
  const unpromoted = own.filter(({ stages }) => Object.keys(stages).length === 0).length
  const [dev, production] = [listPromotions('dev', own), listPromotions('production', own)]
  expect(rows.find(({ Owner }) => Owner === 'Chiara Rossi')).toEqual({
    ...{ Owner: 'Chiara Rossi', Models: String(own.length) },
    ...{ Promotions: String(dev.length + production.length) },
    ...{ 'To production': String(production.length), 'Roll backs': '0' },
    ...{ 'Median lead time': percentile(production, 0.5) },
    ...{ Stale: rows.find(({ Owner }) => Owner === 'Chiara Rossi')?.Stale },
    ...{ 'Never promoted': String(unpromoted), Unsigned: String(production.length) },
  })
  const row = page.getByRole('row').filter({ hasText: 'Chiara Rossi' })
  await row
    .getByRole('link', { name: String(unpromoted), exact: true })
    .last()
    .click()
  await expect(page).toHaveURL(/\?q=owner:.*is:unpromoted/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Models')
  await expect(page.getByRole('main')).toContainText(`All ${unpromoted}`)

  await page.goBack()
  await page.getByRole('link', { name: 'Chiara Rossi' }).click()
  await expect(page.getByRole('main')).toContainText(`${own.length} models`)
  // The tagger of first registrations owns these models too.
  const owners = await readTable(tableOf(page, 'Figures by owner'))
  expect(owners.map(({ Owner }) => Owner)).toEqual(['Chiara Rossi', 'Release Bot'])
  await page.getByRole('link', { name: 'Clear' }).click()
  await expect(page).toHaveURL('/insights?by=owner')
})

test('each number of the page has as many entries as its list', async ({ page, request }) => {
  await openPage(page, `/insights?${DAYS}&by=label`)
  const links = await page
    .getByRole('main')
    .getByRole('link', { name: /^[\d,]+$/ })
    .evaluateAll((all) => all.map((one) => [one.getAttribute('href') ?? '', one.textContent ?? '']))
  expect(links.length).toBeGreaterThan(40)
  for (const [href = '', text = ''] of links) {
    const [path = '', query = ''] = href.split('?')
    const api = path === '/' ? '/models' : path
    const params = new URLSearchParams(query)
    // The page of models lists only these where no type is asked for.
    if (api === '/models') params.set('q', `${params.get('q')} type:model`)
    const answer = await (await request.get(`/api/v1${api}?${params}`)).json()
    expect([href, answer.total]).toEqual([href, Number(text.replace(',', ''))])
  }
})

test('a person exports the figures and a list', async ({ page, request }) => {
  await openPage(page, `/insights?${DAYS}&q=repo:fraud`)
  const csvOf = async () => {
    const href = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')
    const answer = await request.get(href ?? '')
    expect(answer.headers()['content-disposition']).toMatch(/filename="signet-insights[\w-]*\.csv"/)
    return (await answer.text()).split('\r\n')
  }
  const fraud = LISTED_MODELS.filter(({ repo }) => repo === 'fraud')
  const promotions = listPromotions('production', fraud)
  const figures = await csvOf()
  expect(figures[0]).toBe('part,of,stage,figure,value')
  expect(figures).toContain(`models,,,models,${fraud.length}`)
  expect(figures).toContain(`stage,,production,promotions,${promotions.length}`)
  expect(figures).toContain('week,2026-01-12,production,promotions,0')
  await page.goto(`/insights/list?of=commit-to-stage&in=production&${DAYS}&q=repo:fraud`)
  const list = await csvOf()
  expect(list[0]).toBe('repo,name,version,stage,at,seconds,to')
  expect(list.slice(1, -1)).toHaveLength(promotions.length)
  const [slowest] = promotions.toSorted((a, b) => b.lead - a.lead)
  const at = new Date((slowest?.at ?? 0) * 1000).toISOString().replace('.000Z', '+00:00')
  expect(list[1]).toBe(`fraud,${slowest?.model.name},v1.0.0,production,${at},${slowest?.lead},`)
})

test('a period without a promotion, and days that are no period, are explained', async ({
  page,
}) => {
  await openPage(page, '/insights?since=2020-01-01&until=2020-01-31')
  await expect(page.getByText('Nothing was promoted in this period')).toBeVisible()
  await checkAccessibility(page)
  await page.getByRole('link', { name: 'The last year' }).click()
  await expect(page).toHaveURL('/insights?days=365')
  await openPage(page, '/insights?since=2026-03-02&until=2026-03-01')
  await expect(page.getByText('These days are no period')).toBeVisible()
  await openPage(page, '/insights?q=nothing-has-this-name')
  await expect(page.getByText('No model matches')).toBeVisible()
})

test('insights are read with assistive technology and on a phone', async ({ page }) => {
  await openPage(page, `/insights?${DAYS}`)
  await expect(page.getByRole('img', { name: 'Promotions per week' })).toBeVisible()
  await expect(page.getByRole('img', { name: 'From the commit to' })).toBeVisible()
  await checkAccessibility(page)
  await openPage(page, `/insights/list?of=held&${DAYS}`)
  await checkAccessibility(page)
  await page.setViewportSize(PHONE)
  await page.getByRole('button', { name: 'Pages' }).click()
  await page.getByRole('link', { name: 'Insights', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Insights')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person filters insights, pages through a list and goes back', async ({ page }) => {
    await page.goto(`/insights?${DAYS}`)
    await page.getByRole('textbox', { name: 'Models' }).fill('repo:ranking,fraud')
    await page.getByRole('button', { name: 'Filter' }).click()
    const models = LISTED_MODELS.filter(({ repo }) => repo === 'ranking' || repo === 'fraud')
    await expect(page.getByRole('main')).toContainText(`${models.length} models`)
    await page.getByRole('link', { name: 'Versions registered' }).click()
    const count = models.reduce((sum, { versions }) => sum + versions.length, 0)
    await expect(page.getByRole('main')).toContainText(`1–50 of ${count}`)
    await page.getByRole('link', { name: 'Next' }).click()
    await expect(page.getByRole('main')).toContainText(`51–${Math.min(100, count)} of ${count}`)
    await page.getByRole('link', { name: 'All insights' }).click()
    await expect(page).toHaveURL(/\/insights\?q=repo:ranking,fraud&since=2026-01-01/)
  })
})
