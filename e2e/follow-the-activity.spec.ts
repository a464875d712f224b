import { readFileSync } from 'node:fs'
import { checkAccessibility, PHONE } from './check-accessibility'
import { listItems, openItem, readTags } from './event-list'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { BUSY_MODELS } from './scenarios/busy'

test.use({ scenario: 'busy' })

type BusyEvent = {
  readonly repo: string
  readonly model: string
  readonly tag: string
  readonly at: number
  readonly kind: 'registration' | 'assignment'
  readonly stage: string | null
}

/** Newest first; no two have the same second. */
const EVENTS: readonly BusyEvent[] = BUSY_MODELS.flatMap((model): readonly BusyEvent[] => {
  const { repo, name, versions, stages, times } = model
  const at = (place: number) => times[place] ?? 0
  const common = { repo, model: name }
  return [
    ...versions.map((version, n) => ({
      ...common,
      tag: `${name}@${version}`,
      at: at(n),
      stage: null,
      kind: 'registration' as const,
    })),
    ...Object.keys(stages).map((stage, n) => ({
      ...common,
      tag: `${name}#${stage}#${n + 1}`,
      at: at(versions.length + n),
      stage,
      kind: 'assignment' as const,
    })),
  ]
}).sort((a, b) => b.at - a.at)

const PAGE_SIZE = 50

test('a person pages from the newest event to the oldest and misses none', async ({ page }) => {
  await openPage(page, '/activity')
  const tags = EVENTS.map((event) => event.tag)
  for (let from = 0; from < tags.length; from += PAGE_SIZE) {
    const expected = tags.slice(from, from + PAGE_SIZE)
    await expect.poll(() => readTags(page)).toEqual(expected)
    const older = page.getByRole('link', { name: 'Older' })
    if (from + PAGE_SIZE < tags.length) await older.click()
    else await expect(older).toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(page).toHaveURL('/activity')
  await expect(listItems(page)).toHaveCount(PAGE_SIZE)
  await expect(listItems(page).first()).toContainText(tags[0] ?? '')
})

const DAY = new Intl.DateTimeFormat('en-GB', {
  ...({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const),
  timeZone: 'UTC',
})

test('a person reads when each event was: its day, its time, and both with the zone', async ({
  page,
}) => {
  await openPage(page, '/activity?stage=production')
  const shown = EVENTS.filter((event) => event.stage === 'production')
  const dates = shown.map((event) => new Date(event.at * 1000))
  const days = [...new Set(dates.map((date) => DAY.format(date).replace(',', '')))]
  expect(days.length).toBeGreaterThan(1)
  const headings = page.getByRole('main').getByRole('heading', { level: 2 })
  await expect(headings).toHaveText(days.map((day) => `${day}UTC`))
  const times = dates.map((date) => date.toISOString().slice(11, 16))
  await expect(listItems(page).locator('summary time')).toHaveText(times)
  const [newest] = dates
  const exact = newest?.toISOString().replace('T', ' ').replace('.000Z', ' UTC') ?? ''
  await openItem(listItems(page).first())
  await expect(listItems(page).first().getByText(exact, { exact: true })).toBeVisible()
})

for (const size of [{ width: 1440, height: 900 }, PHONE]) {
  test(`each event is one line that says what happened, at ${size.width} px`, async ({ page }) => {
    await page.setViewportSize(size)
    await openPage(page, '/activity')
    const lines = page.getByRole('main').locator('ol > li > details > summary')
    await expect(lines).toHaveCount(PAGE_SIZE)
    const heights = await lines.evaluateAll((all) => all.map((line) => line.clientHeight))
    expect(new Set(heights)).toEqual(new Set([40]))
    const [newest] = EVENTS
    await expect(lines.first()).toContainText(newest?.model ?? '')
    await expect(lines.first()).toContainText('Release Bot')
    await expect(lines.first()).toContainText('Not signed')
  })
}

test('filters keep the focus, and show the address again after the back button', async ({
  page,
}) => {
  await openPage(page, '/activity')
  const form = page.getByRole('form', { name: 'Filters of events' })
  await form.getByLabel('Person').fill('release')
  await form.getByLabel('Person').press('Enter')
  await expect(page).toHaveURL(/\?person=release&/)
  await expect(form.getByRole('link', { name: 'Clear' })).toBeVisible()
  await expect(form.getByLabel('Person')).toBeFocused()
  await form.getByLabel('Event').selectOption('assignment')
  await form.getByRole('button', { name: 'Filter' }).press('Enter')
  await expect(page).toHaveURL(/&kind=assignment&/)
  await expect(form.getByRole('button', { name: 'Filter' })).toBeFocused()
  await page.goBack()
  await expect(form.getByLabel('Event')).toHaveValue('')
  await page.goBack()
  await expect(form.getByLabel('Person')).toHaveValue('')
})

test('a person opens an event by keyboard and goes on from line to line', async ({ page }) => {
  await openPage(page, '/activity')
  await page.keyboard.press('j')
  const first = listItems(page).first()
  const tag = first.getByRole('button', { name: `Copy tag ${EVENTS[0]?.tag}` })
  await expect(first.locator('summary')).toBeFocused()
  await expect(tag).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(tag).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(listItems(page).nth(1).locator('summary')).toBeFocused()
  await page.keyboard.press('End')
  await expect(listItems(page).last().locator('summary')).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(tag).toBeHidden()
})

const FILTERS: readonly {
  readonly said: string
  readonly choose?: Readonly<Record<string, string>>
  readonly fill?: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  readonly fits: (event: BusyEvent) => boolean
}[] = [
  {
    said: 'a part of a repository',
    fill: { Repository: 'FRA' },
    query: { repo: 'FRA' },
    fits: (event) => event.repo === 'fraud',
  },
  {
    said: 'assignments to production',
    choose: { Event: 'Assigned', Stage: 'production' },
    query: { kind: 'assignment', stage: 'production' },
    fits: (event) => event.stage === 'production',
  },
  {
    said: 'registrations of models with a part of a name',
    choose: { Event: 'Registered' },
    fill: { Model: 'ING-03' },
    query: { kind: 'registration', model: 'ING-03' },
    fits: (event) => event.model.includes('ing-03') && event.kind === 'registration',
  },
  {
    said: 'what one person did without a signature',
    choose: { Signature: 'Not signed' },
    fill: { Person: 'BOT@', Model: '"fraud-01"' },
    query: { person: 'BOT@', signature: 'unsigned', model: '"fraud-01"' },
    fits: (event) => event.model === 'fraud-01',
  },
]

for (const { said, choose = {}, fill = {}, query, fits } of FILTERS) {
  test(`a person filters the activity to ${said}`, async ({ page }) => {
    await openPage(page, '/activity')
    for (const [label, option] of Object.entries(choose)) {
      await page.getByRole('combobox', { name: label }).selectOption({ label: option })
    }
    for (const [label, text] of Object.entries(fill))
      await page.getByLabel(label, { exact: true }).fill(text)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await expect(page).toHaveURL(({ searchParams }) =>
      Object.entries(query).every(([name, value]) => searchParams.get(name) === value),
    )
    const expected = EVENTS.filter(fits).map((event) => event.tag)
    expect(expected.length).toBeGreaterThan(0)
    const shown = () => readTags(page)
    await expect.poll(shown).toEqual(expected.slice(0, PAGE_SIZE))
    await page.reload()
    await expect.poll(shown).toEqual(expected.slice(0, PAGE_SIZE))
    for (const [label, option] of Object.entries(choose)) {
      await expect(
        page.getByRole('combobox', { name: label }).locator('option:checked'),
      ).toHaveText(option)
    }
    for (const [label, text] of Object.entries(fill)) {
      await expect(page.getByLabel(label, { exact: true })).toHaveValue(text)
    }
    if (expected.length > PAGE_SIZE) {
      await page.getByRole('link', { name: 'Older' }).click()
      await expect.poll(shown).toEqual(expected.slice(PAGE_SIZE, 2 * PAGE_SIZE))
    }
    await page.getByRole('link', { name: 'Clear' }).click()
    await expect(page).toHaveURL('/activity')
  })
}

test('a person whose filters find nothing is told which, and removes it', async ({ page }) => {
  await openPage(page, '/activity?person=release&reason=speed&stage=production')
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible()
  const main = page.getByRole('main')
  await expect(main.getByRole('listitem')).toHaveText([/^Reason speed ?Remove Reason$/])
  await checkAccessibility(page)
  await page.getByRole('link', { name: 'Remove Reason' }).click()
  await expect(page).toHaveURL('/activity?person=release&stage=production')
  const expected = EVENTS.filter((event) => event.stage === 'production').map(({ tag }) => tag)
  await expect.poll(() => readTags(page)).toEqual(expected)

  await openPage(page, '/activity?kind=registration&stage=production')
  await expect(main).toContainText('Each filter finds events, but no event matches all of them.')
  await expect(main.getByRole('listitem')).toHaveCount(2)
  await page.getByRole('link', { name: 'Remove Event' }).click()
  await expect(page).toHaveURL('/activity?stage=production')
})

test('a person behind the oldest event finds the way back', async ({ page }) => {
  await openPage(page, '/activity?stage=production&before=1:0:a:b')
  await expect(page.getByRole('heading', { name: 'No older events' })).toBeVisible()
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(page).toHaveURL('/activity?stage=production')
})

test('a person downloads every event that the filters leave, not only those of the page', async ({
  page,
}) => {
  await openPage(page, '/activity?kind=registration')
  const expected = EVENTS.filter((event) => event.kind === 'registration').map(({ tag }) => tag)
  expect(expected.length).toBeGreaterThan(2 * PAGE_SIZE)
  const download = async (name: string) => {
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name, exact: true }).click()
    const file = await started
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') }
  }
  const csv = await download('Export CSV')
  expect(csv.name).toMatch(/^signet-events-\d{4}-\d\d-\d\d\.csv$/)
  const rows = csv.text.trimEnd().split('\r\n').slice(1)
  expect(rows.map((row) => row.split(',')[5])).toEqual(expected)
  const json = await download('Export JSON')
  expect(json.name).toMatch(/^signet-events-\d{4}-\d\d-\d\d\.json$/)
  const { items }: { items: readonly { tag: string }[] } = JSON.parse(json.text)
  expect(items.map(({ tag }) => tag)).toEqual(expected)
})

test('a person with assistive technology reads an open event', async ({ page }) => {
  await openPage(page, '/activity?person=bot&signature=unsigned')
  await openItem(listItems(page).first())
  await openItem(listItems(page).nth(2))
  await checkAccessibility(page)
})
