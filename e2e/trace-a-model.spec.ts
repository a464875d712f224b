import type { Locator, Page } from '@playwright/test'
import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { resolve } from './read-remote'

test.use({ scenario: 'demo' })

const READER = '/models/vision/ocr:reader'
const LINEAGE = `${READER}?tab=lineage`
const LINEAGE_IN_PRODUCTION = `${LINEAGE}&version=v2.0.0`
/** The md5 of the customers as of churn@v1.2.1. */
const CUSTOMERS = '13bda8354a195f492dee3c3580cf7af8'
const PIPELINE = '/repos/churn?tab=pipeline'
const WHY_STALE =
  /^It ran with "ocr\/addresses\.py" as of [0-9a-f]{7}; this commit has another version\.$/

const TRACED = 'It ran with "ocr/addresses.py" as of '

const listOf = (page: Page) => page.getByRole('region', { name: 'List of the pipeline' })
const drawingOf = (page: Page, title: string) => page.getByRole('region', { name: title })
const versionOf = (page: Page) => page.getByRole('combobox', { name: 'Version' })
const labelsOf = (page: Page) => listOf(page).locator('.lineage-entry > :is(a, b)')

/** The entry of a node in the list, without those under it. */
function entryOf(page: Page, label: string): Locator {
  return listOf(page)
    .locator('.lineage-entry')
    .filter({ has: page.locator('> :is(a, b)').getByText(label, { exact: true }) })
}

/** All facts of an entry, each as `label: value`, once they are unfolded. */
async function readFacts(entry: Locator): Promise<readonly string[]> {
  const [labels, values] = await Promise.all([
    entry.locator('dt').allInnerTexts(),
    entry.locator('dd').allInnerTexts(),
  ])
  return labels.map((label, at) => `${label}: ${values[at]}`)
}

async function expectNoSideways(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target).toBeFocused()
}

test('a person traces a model in production to the data that another repository made', async ({
  page,
  remotes,
}) => {
  await openPage(page, READER)
  const tabs = page.getByRole('navigation', { name: 'Parts of the model' })
  await tabs.getByRole('link', { name: 'Lineage' }).click()
  await expect(page).toHaveURL(LINEAGE)
  await expect(tabs.locator('[aria-current]')).toHaveText('Lineage')
  await expect(versionOf(page).locator('option:checked')).toHaveText('v2.0.0 · dev · production')
  await versionOf(page).selectOption({ label: 'v2.0.1 · canary · staging' })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(entryOf(page, 'canary')).toBeVisible()
  await versionOf(page).selectOption({ label: 'v2.0.0 · dev · production' })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(
    ({ pathname, searchParams }) => pathname === READER && searchParams.get('version') === 'v2.0.0',
  )
  await expect(entryOf(page, 'production')).toBeVisible()
  await expect(entryOf(page, 'canary')).toHaveCount(0)

  await entryOf(page, 'v2.0.0').locator('summary').click()
  expect(await readFacts(entryOf(page, 'v2.0.0'))).toEqual([
    `Commit: ${resolve(remotes.vision, 'ocr=reader@v2.0.0^{commit}')}`,
    'Author: Emi Tanaka <emi@example.com>',
    expect.stringMatching(/^Committed: \d{4}-\d{2}-\d{2}T[\d:]{8}\+09:00$/),
  ])

  const training = entryOf(page, 'train-reader')
  await expect(training).toContainText('python train.py --model reader')
  await training.locator('summary').click()
  const facts = await readFacts(training)
  expect(facts).toContain('Runs: python train.py --model reader')
  expect(facts).toContain(
    'Param: reader = {beam_width: 8, languages: "de,fr,it"} (ocr/params.yaml)',
  )

  await expect(entryOf(page, 'addresses')).toContainText('stale')
  await expect(entryOf(page, 'addresses')).toContainText(TRACED)
  const drawing = drawingOf(page, 'Lineage of ocr:reader v2.0.0')
  await drawing.getByRole('link', { name: /^Stage addresses, stale/ }).hover()
  await expect(page.getByRole('tooltip')).toContainText(TRACED)
  // Without a forge, a stage leads to its entry in the list, which has its command, params and files.
  await drawing.getByRole('link', { name: /^Stage addresses, stale/ }).click()
  await expect(page.locator('li:target > .lineage-entry')).toContainText('addresses')
  await expect(page.locator('li:target > .lineage-entry')).toBeInViewport()

  const [source, imported] = await entryOf(page, 'customers.csv').all()
  if (source === undefined || imported === undefined) throw new Error('one of two is missing')
  await expect(source).toContainText('Import')
  await expect(imported).toContainText('churn: data/customers.csv at churn@v1.2.1')
  const commit = resolve(remotes.churn, 'churn@v1.2.1^{commit}')
  await imported.locator('summary').click()
  expect(await readFacts(imported)).toEqual(['Repository: churn', `Commit: ${commit}`])
  await imported.getByRole('link', { name: 'customers.csv' }).click()
  await expect(page).toHaveURL(`/repos/churn?tab=pipeline&commit=${commit}`)
  await entryOf(page, 'customers.csv').getByRole('link', { name: 'customers.csv' }).click()
  await expect(page).toHaveURL(`/data/${CUSTOMERS}`)
})

test('a person finds out which versions in use were made from a data set', async ({ page }) => {
  await openPage(page, `/data/${CUSTOMERS}`)
  const places = page.getByRole('table', { name: 'Where the content is known from' })
  await expect(places.getByRole('row')).toHaveText([
    /^PathRepositoryHowBytes$/,
    /^ocr\/data\/customers\.csvvisionTracked by ocr\/data\/customers\.csv\.dvc86,950,000$/,
    /^ocr\/data\/customers\.csvvisionRead by ocr\/dvc\.yaml:addresses86,950,000$/,
    /^data\/customers\.csvchurnRead for churn v1\.2\.1$/,
  ])
  await expect(page.getByText('4 versions were made from it; 2 in a stage now.')).toBeVisible()
  const users = page.getByRole('table', { name: 'Versions that were made from the content' })
  await expect(users.getByRole('row')).toHaveText([
    /^VersionStagesRepositoryPath$/,
    /^ocr:reader v2\.0\.1canarystagingvisionocr\/weights\/reader\.onnx$/,
    /^ocr:reader v2\.0\.0devproductionvisionocr\/weights\/reader\.onnx$/,
    /^ocr:reader v1\.2\.0visionocr\/weights\/reader\.onnx$/,
    /^churn v1\.2\.1churnmodels\/churn\.pkl$/,
  ])
  await users.getByRole('link', { name: 'ocr:reader v2.0.0' }).click()
  await expect(page).toHaveURL(LINEAGE_IN_PRODUCTION)
})

test.describe('a data set on a phone', () => {
  test.use({ viewport: PHONE })

  test('a person reads all of it without scrolling sideways', async ({ page }) => {
    await openPage(page, `/data/${CUSTOMERS}`)
    await expectNoSideways(page)
    await expect(page.getByText('4 versions were made from it; 2 in a stage now.')).toBeVisible()
  })
})

test('a person first sees what is in production', async ({ page }) => {
  await openPage(page, '/models/churn/churn?tab=lineage')
  await expect(versionOf(page)).toHaveValue('v2.0.0')
  await expect(entryOf(page, 'production')).toBeVisible()
  // The repository has groups, but the model was not made from one.
  await expect(page.getByRole('link', { name: 'Open groups' })).toHaveCount(0)
})

test('a person opens and closes the groups of a pipeline', async ({ page }) => {
  await openPage(page, '/repos/churn')
  await page.getByRole('main').getByRole('link', { name: 'Pipeline' }).click()
  await expect(page).toHaveURL(PIPELINE)
  const drawing = drawingOf(page, 'Pipeline of churn')
  const group = drawing.locator('[aria-label^="Group report"]')
  const member = drawing.locator('[aria-label^="Stage report@"]')
  await expect(listOf(page)).toContainText('9 stages · 1 stale · 1 never run')
  await expect(group).toHaveCount(1)
  await expect(member).toHaveCount(0)
  await expect(entryOf(page, 'report ×3')).toContainText('1 staledvc.yaml')

  await page.getByRole('link', { name: 'Open groups' }).click()
  await expect(member).toHaveCount(3)
  await expect(group).toHaveCount(0)
  await expect(entryOf(page, 'report@emea')).toContainText(
    'The param "report.emea" of "params.yaml" has changed.',
  )
  await expect(entryOf(page, 'report@apac')).toContainText('fresh')
  await expect(entryOf(page, 'export')).toContainText('never run')

  await page.getByRole('link', { name: 'Close groups' }).click()
  await expect(page).toHaveURL(PIPELINE)
  await expect(group).toHaveCount(1)
})

test('a person shows the files of stages as nodes', async ({ page }) => {
  await openPage(page, LINEAGE_IN_PRODUCTION)
  await expect(entryOf(page, 'addresses.txt')).toHaveCount(0)
  await page.getByRole('link', { name: 'Outputs as nodes' }).click()
  await expect(page).toHaveURL(`${LINEAGE_IN_PRODUCTION}&outputs=nodes`)

  const drawing = drawingOf(page, 'Lineage of ocr:reader v2.0.0')
  await expect(drawing.locator('[aria-label^="Data addresses.txt, fresh"]')).toHaveCount(1)
  await expect(drawing.locator('[aria-label^="Code addresses.py, stale"]')).toHaveCount(1)
  await expect(entryOf(page, 'addresses.py')).toContainText(TRACED)
  await entryOf(page, 'params.yaml').locator('summary').click()
  expect(await readFacts(entryOf(page, 'params.yaml'))).toEqual([
    'Param: reader = {beam_width: 8, languages: "de,fr,it"}',
  ])

  await versionOf(page).selectOption({ label: 'v2.0.1 · canary · staging' })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(entryOf(page, 'canary')).toBeVisible()
  await page.getByRole('link', { name: 'Stages only' }).click()
  await expect(entryOf(page, 'addresses.txt')).toHaveCount(0)
  await page.goBack()
  await entryOf(page, 'addresses.txt').getByRole('link', { name: 'addresses.txt' }).click()
  await expect(page).toHaveURL(/\/data\/[0-9a-f]{32}$/)
})

test('a person traces a model with the keyboard alone', async ({ page }) => {
  await openPage(page, `${LINEAGE}&version=v2.0.1`)
  await tabTo(page, versionOf(page))
  await page.keyboard.press('ArrowDown')
  await expect(versionOf(page)).toHaveValue('v2.0.0')
  await tabTo(page, page.getByRole('button', { name: 'Show' }))
  await page.keyboard.press('Enter')
  const drawing = drawingOf(page, 'Lineage of ocr:reader v2.0.0')
  await expect(drawing).toBeVisible()
  await page.locator('body[data-ready]').waitFor()

  await tabTo(page, drawing.getByRole('link', { name: /^Stage addresses, stale/ }))
  await expect(page.getByRole('tooltip')).toContainText(TRACED)
  const widthOf = async () => (await drawing.locator('svg').first().boundingBox())?.width ?? 0
  const before = await widthOf()
  await tabTo(page, page.getByRole('button', { name: 'Zoom in' }))
  await page.keyboard.press('Enter')
  expect(await widthOf()).toBeGreaterThan(before)
  await tabTo(page, page.getByRole('button', { name: 'Fit the drawing' }))
  await page.keyboard.press('Enter')
  const room = (await drawing.boundingBox())?.width ?? 0
  expect(await widthOf()).toBeLessThanOrEqual(room)

  await tabTo(page, page.getByRole('searchbox', { name: 'Find in the pipeline' }))
  await page.keyboard.type('addresses.py')
  await expect(listOf(page).getByRole('status')).toHaveText('1 found')
  await expect(entryOf(page, 'images')).toBeHidden()
  const found = drawing.locator('.lineage-node.is-found')
  await expect(found).toHaveCount(1)
  await expect(found).toHaveAccessibleName(/^Stage addresses, stale/)
  await expect(drawing.locator('.lineage-node').first()).toHaveCSS('opacity', '0.2')
  await tabTo(page, entryOf(page, 'addresses').locator('summary'))
  await page.keyboard.press('Enter')
  await expect(entryOf(page, 'addresses')).toContainText('ocr/data/addresses.txt')
})

test.describe('on a phone', () => {
  test.use({ viewport: PHONE })

  for (const [name, path] of Object.entries({
    'the lineage of a model': LINEAGE_IN_PRODUCTION,
    'the pipeline of a repository': `${PIPELINE}&groups=open`,
    'a pipeline with its files': `${PIPELINE}&groups=open&outputs=nodes`,
  })) {
    test(`a person first reads the list of ${name}`, async ({ page }) => {
      await openPage(page, path)
      const drawing = page.locator('.lineage-view')
      const button = page.locator('summary', { hasText: 'Drawing' })
      await expect(drawing).toBeHidden()
      const list = await listOf(page).boundingBox()
      const below = await button.boundingBox()
      expect(below?.y ?? 0).toBeGreaterThan((list?.y ?? 0) + (list?.height ?? 0))
      await expectNoSideways(page)
      for (const facts of await listOf(page).locator('.lineage-entry summary').all())
        await facts.click()
      await button.click()
      await expect(drawing).toBeVisible()
      await expectNoSideways(page)
    })
  }
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person without scripts chooses a version and reads all of its lineage', async ({
    page,
  }) => {
    await page.goto(LINEAGE)
    await versionOf(page).selectOption('v2.0.0')
    await page.getByRole('button', { name: 'Show' }).click()
    await expect(versionOf(page)).toHaveValue('v2.0.0')
    await expect(labelsOf(page)).toHaveText([
      ...['production', 'v2.0.0', 'reader.onnx', 'train-reader', 'addresses', 'customers.csv'],
      ...['customers.csv', 'images', 'dev'],
    ])
    await expect(entryOf(page, 'addresses')).toContainText(TRACED)
    await entryOf(page, 'addresses').locator('summary').click()
    expect(await readFacts(entryOf(page, 'addresses'))).toContain('Runs: python addresses.py')
    await expect(page.getByRole('button', { name: 'Zoom in' })).toBeHidden()
  })

  test('a person without scripts opens the groups of a pipeline', async ({ page }) => {
    await page.goto(PIPELINE)
    await page.getByRole('link', { name: 'Open groups' }).click()
    await expect(entryOf(page, 'report@emea')).toBeVisible()
    await expect(labelsOf(page)).toHaveCount(10)

    await page.getByRole('link', { name: 'Outputs as nodes' }).click()
    await expect(page).toHaveURL(`${PIPELINE}&groups=open&outputs=nodes`)
    await expect(entryOf(page, 'report@emea')).toBeVisible()
    await expect(entryOf(page, 'churn.pkl')).toContainText('models/churn.pkl')
    await page.getByRole('link', { name: 'Close groups' }).click()
    await expect(page).toHaveURL(`${PIPELINE}&outputs=nodes`)
  })
})

for (const [name, path] of Object.entries({
  'the lineage of a model': LINEAGE_IN_PRODUCTION,
  'the pipeline of a repository': PIPELINE,
  'a pipeline with open groups': `${PIPELINE}&groups=open`,
  'a lineage with the files of stages': `${LINEAGE_IN_PRODUCTION}&outputs=nodes`,
  'what was made from a data set': `/data/${CUSTOMERS}`,
})) {
  test(`a person with assistive technology reads ${name}`, async ({ page }) => {
    await openPage(page, path)
    await checkAccessibility(page)
    for (const facts of await listOf(page).locator('.lineage-entry summary').all())
      await facts.click()
    await checkAccessibility(page)
  })
}

test('a person is told that a model without a pipeline has none', async ({ page }) => {
  await openPage(page, '/repos/nlp?tab=pipeline')
  await expect(page.getByRole('heading', { name: 'No pipeline' })).toBeVisible()
})

test('a person reads whose commits made a model that no stage makes', async ({ page, remotes }) => {
  await openPage(page, '/models/nlp/sentiment?tab=lineage&version=v1.3.0')
  await entryOf(page, 'v1.3.0').locator('summary').click()
  const commit = resolve(remotes.nlp, 'sentiment@v1.3.0^{commit}')
  expect(await readFacts(entryOf(page, 'v1.3.0'))).toEqual([
    `Commit: ${commit}`,
    'Author: Deepak Rao <deepak@example.com>',
    expect.stringMatching(/^Committed: .*\+05:30$/),
    'Changed by: 1 commit since v1.2.0',
    `Change: ${commit.slice(0, 7)} Deepak Rao: Retrain sentiment on newer data`,
  ])
})

/** All that is not fresh in the demo. */
const NOT_FRESH: Readonly<Record<string, readonly string[]>> = {
  churn: [
    'dvc.yaml:report@emea stale: The param "report.emea" of "params.yaml" has changed.',
    'dvc.yaml:export never-run: dvc.lock has no entry of this stage, so it never ran.',
  ],
  vision: ['ocr/dvc.yaml:addresses stale: It ran with another version of ocr/addresses.py.'],
  nlp: [],
}

test('a program finds what is not fresh in each repository', async ({ request }) => {
  for (const [repo, expected] of Object.entries(NOT_FRESH)) {
    const { roots }: Pipeline = await (await request.get(`/api/v1/repos/${repo}/pipeline`)).json()
    const stages = roots.flatMap((root) => root.stages).filter(({ state }) => state !== 'fresh')
    const found = stages.map(({ id, state, why }) => {
      const shown = WHY_STALE.test(why) ? 'It ran with another version of ocr/addresses.py.' : why
      return `${id} ${state}: ${shown}`
    })
    expect({ repo, found }).toEqual({ repo, found: expected })
    expect(roots.flatMap(({ problems }) => problems)).toEqual([])
  }
})

test('a program asks for the files of stages as nodes', async ({ request }) => {
  const path = '/api/v1/models/vision/ocr:reader/lineage?version=v2.0.0'
  const kindsOf = async (query: string) => {
    const { nodes }: Lineage = await (await request.get(`${path}${query}`)).json()
    const kinds = nodes.map(({ kind }) => kind)
    return ['code', 'data', 'params', 'stage'].map(
      (kind) => `${kinds.filter((one) => one === kind).length} ${kind}`,
    )
  }
  expect(await kindsOf('')).toEqual(['0 code', '1 data', '0 params', '2 stage'])
  expect(await kindsOf('&outputs=facts')).toEqual(['0 code', '1 data', '0 params', '2 stage'])
  expect(await kindsOf('&outputs=nodes')).toEqual(['2 code', '3 data', '1 params', '2 stage'])
})

type Lineage = { readonly nodes: readonly { readonly kind: string }[] }

type Pipeline = {
  readonly roots: readonly {
    readonly problems: readonly unknown[]
    readonly stages: readonly {
      readonly id: string
      readonly state: string
      readonly why: string
    }[]
  }[]
}
