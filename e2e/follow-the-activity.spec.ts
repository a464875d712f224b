import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { readTable } from './read-table'
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
  const table = page.getByRole('table', { name: 'Events, newest first' })
  const tags = EVENTS.map((event) => event.tag)
  for (let from = 0; from < tags.length; from += PAGE_SIZE) {
    const expected = tags.slice(from, from + PAGE_SIZE)
    await expect.poll(async () => (await readTable(table)).map((row) => row.Tag)).toEqual(expected)
    const older = page.getByRole('link', { name: 'Older' })
    if (from + PAGE_SIZE < tags.length) await older.click()
    else await expect(older).toHaveCount(0)
  }
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(page).toHaveURL('/activity')
  await expect(table.locator('tbody tr')).toHaveCount(PAGE_SIZE)
  await expect(table.locator('tbody tr').first()).toContainText(tags[0] ?? '')
})

const FILTERS: readonly {
  readonly said: string
  readonly choose: Readonly<Record<string, string>>
  readonly model?: string
  readonly query: Readonly<Record<string, string>>
  readonly fits: (event: BusyEvent) => boolean
}[] = [
  {
    said: 'one repository',
    choose: { Repository: 'fraud' },
    query: { repo: 'fraud' },
    fits: (event) => event.repo === 'fraud',
  },
  {
    said: 'assignments to production',
    choose: { Event: 'Assigned', Stage: 'production' },
    query: { kind: 'assignment', stage: 'production' },
    fits: (event) => event.stage === 'production',
  },
  {
    said: 'registrations of one model',
    choose: { Event: 'Registered' },
    model: 'ranking-03',
    query: { kind: 'registration', artifact: 'ranking-03' },
    fits: (event) => event.model === 'ranking-03' && event.kind === 'registration',
  },
]

for (const { said, choose, model, query, fits } of FILTERS) {
  test(`a person filters the activity to ${said}`, async ({ page }) => {
    await openPage(page, '/activity')
    for (const [label, option] of Object.entries(choose)) {
      await page.getByRole('combobox', { name: label }).selectOption({ label: option })
    }
    if (model) await page.getByRole('textbox', { name: 'Model' }).fill(model)
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect(page).toHaveURL(({ searchParams }) =>
      Object.entries(query).every(([name, value]) => searchParams.get(name) === value),
    )
    const expected = EVENTS.filter(fits).map((event) => event.tag)
    const table = page.getByRole('table', { name: 'Events, newest first' })
    const shown = async () => (await readTable(table)).map((row) => row.Tag)
    await expect.poll(shown).toEqual(expected.slice(0, PAGE_SIZE))
    await page.reload()
    await expect.poll(shown).toEqual(expected.slice(0, PAGE_SIZE))
    for (const [label, option] of Object.entries(choose)) {
      await expect(
        page.getByRole('combobox', { name: label }).locator('option:checked'),
      ).toHaveText(option)
    }
    if (expected.length > PAGE_SIZE) {
      await page.getByRole('link', { name: 'Older' }).click()
      await expect.poll(shown).toEqual(expected.slice(PAGE_SIZE, 2 * PAGE_SIZE))
    }
    await page.getByRole('link', { name: 'Clear' }).click()
    await expect(page).toHaveURL('/activity')
  })
}

test('a person whose filters match no event is told so', async ({ page }) => {
  await openPage(page, '/activity?kind=deprecation')
  await expect(page.getByRole('heading', { name: 'No event matches' })).toBeVisible()
})
