import type { Locator, Page } from '@playwright/test'
import { checkAccessibility, PHONE } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'traced' })

const MODEL = '/models/example-get-started/text-classification'
const TRAINED = `${MODEL}?tab=lineage&version=v1.0.0`
const DATASET = '/models/dataset-registry/get-started-data?tab=lineage&version=v1.0.1'
/** The md5 of the questions that the model was trained on. */
const QUESTIONS = '/data/22a1a2931c8370d3aeedd7183606fd7f'

const listOf = (page: Page) => page.getByRole('region', { name: 'List of the pipeline' })
const drawingOf = (page: Page, title: string) => page.getByRole('region', { name: title })

/** The links of the list, as in drawings, to a node. */
const nodeOf = (within: Locator, name: string) => within.getByRole('link', { name, exact: true })

async function expectNoSideways(page: Page): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0)
}

/** Presses Tab until the element has the focus, then Enter. */
async function chooseByKeys(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
  await page.keyboard.press('Enter')
}

/** The way from a list of models to the dataset and back, by whatever chooses a link. */
async function walk(page: Page, choose: (link: Locator) => Promise<void>): Promise<void> {
  await choose(nodeOf(page.getByRole('main'), 'text-classification'))
  await expect(page).toHaveURL(MODEL)
  const tabs = page.getByRole('navigation', { name: 'Parts of the model' })
  await choose(tabs.getByRole('link', { name: 'Lineage' }))
  await expect(listOf(page).getByText('prod', { exact: true })).toBeVisible()
  await choose(nodeOf(listOf(page), 'get-started-data v1.0.1'))
  await expect(page).toHaveURL(DATASET)
  await choose(nodeOf(listOf(page), 'text-classification v1.0.0'))
  await expect(page).toHaveURL(TRAINED)
  await choose(nodeOf(listOf(page), 'data.xml'))
  await expect(page).toHaveURL(QUESTIONS)
  const users = page.getByRole('table', { name: 'Versions that were made from the content' })
  await choose(users.getByRole('link', { name: 'text-classification v1.0.0' }))
  await expect(page).toHaveURL(TRAINED)
}

test('a person finds the dataset version of a model in production, and back, by mouse', async ({
  page,
}) => {
  await openPage(page, '/')
  await walk(page, (link) => link.click())

  const drawing = drawingOf(page, 'Lineage of text-classification v1.0.0')
  await drawing.getByRole('link', { name: /^Model get-started-data v1\.0\.1 / }).click()
  await expect(page).toHaveURL(DATASET)
  const ofDataset = drawingOf(page, 'Lineage of get-started-data v1.0.1')
  await ofDataset.getByRole('link', { name: /^Model text-classification v1\.0\.0 / }).click()
  await expect(page).toHaveURL(TRAINED)
})

test('a person finds the dataset version of a model in production, and back, with the keyboard', async ({
  page,
}) => {
  await openPage(page, '/')
  await walk(page, async (link) => {
    await page.locator('body[data-ready]').waitFor()
    await chooseByKeys(page, link)
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true })

  test('a person finds the dataset version of a model in production, and back', async ({
    page,
  }) => {
    await openPage(page, '/')
    await walk(page, async (link) => {
      await expectNoSideways(page)
      await link.tap()
    })
    await expectNoSideways(page)
    const cut = await listOf(page)
      .locator('.lineage-path')
      .evaluateAll((paths) => paths.filter((one) => one.scrollWidth > one.clientWidth).length)
    expect(cut).toBe(0)
  })
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person finds the dataset version of a model in production, and back', async ({
    page,
  }) => {
    await page.goto('/')
    await walk(page, (link) => link.click())
  })
})

test('a person shows the whole pipeline of the commit, and chooses another version of it', async ({
  page,
}) => {
  await openPage(page, DATASET)
  await expect(nodeOf(listOf(page), 'owl_sticker.svg')).toHaveCount(0)
  await page.getByRole('link', { name: 'Whole pipeline' }).click()
  await expect(page).toHaveURL(`${DATASET}&stages=all`)
  await expect(nodeOf(listOf(page), 'owl_sticker.svg')).toBeVisible()
  await expect(nodeOf(listOf(page), 'text-classification v1.0.0')).toBeVisible()
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(nodeOf(listOf(page), 'owl_sticker.svg')).toBeVisible()
  await page.getByRole('link', { name: 'This model only' }).click()
  await expect(page).toHaveURL(DATASET)
})

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 1024, height: 768 } })

  test('a person first sees the version of a lineage, whatever its length', async ({ page }) => {
    await openPage(page, TRAINED)
    const drawing = drawingOf(page, 'Lineage of text-classification v1.0.0')
    const version = drawing.getByRole('link', { name: 'Version v1.0.0', exact: true })
    const box = () => Promise.all([drawing.boundingBox(), version.boundingBox()])
    const [view, at] = await box()
    expect((at?.x ?? 0) + (at?.width ?? 0)).toBeLessThan((view?.x ?? 0) + (view?.width ?? 0))
    await version.click()
    await expect(page).toHaveURL('/models/example-get-started/text-classification/v/v1.0.0')
  })
})

test('a person sees what proves the dataset version, and all places of its content', async ({
  page,
}) => {
  await openPage(page, TRAINED)
  const source = listOf(page)
    .locator('.lineage-entry')
    .filter({ has: page.getByRole('link', { name: 'get-started-data v1.0.1', exact: true }) })
  await source.locator('summary').click()
  await expect(source.locator('dt')).toHaveText(['Repository', 'Commit', 'Same content'])
  await expect(source.locator('dd')).toHaveText([
    ...['dataset-registry', 'f59388cd04276e75d70b2136597aaa27e7937cc3', 'get-started-data v1.0.1'],
  ])

  await openPage(page, QUESTIONS)
  const places = page.getByRole('table', { name: 'Where the content is known from' })
  await expect(places.getByRole('row')).toHaveText([
    /^PathRepositoryHowBytes$/,
    /^get-started\/data\.xmldataset-registryIt is get-started-data v1\.0\.114,445,097$/,
    /^get-started\/data\.xmldataset-registryTracked by get-started\/data\.xml\.dvc14,445,097$/,
    /^data\/data\.xmlexample-get-startedTracked by data\/data\.xml\.dvc14,445,097$/,
    /^data\/data\.xmlexample-get-startedRead by dvc\.yaml:prepare14,445,097$/,
  ])
  await expect(page.getByText('3 versions were made from it; 3 in a stage now.')).toBeVisible()
})

test('a person is led on from a commit that no clone has', async ({ page }) => {
  const commit = 'f59388cd04276e75d70b2136597aaa27e7937cc3'
  await openPage(page, `/repos/dataset-registry?tab=pipeline&commit=${commit}`)
  await expect(page.getByRole('heading', { name: 'The commit is not here' })).toBeVisible()
  await page.getByRole('link', { name: 'Pipeline of the default branch' }).click()
  await expect(page).toHaveURL('/repos/dataset-registry?tab=pipeline')
  await expect(nodeOf(listOf(page), 'data.xml')).toHaveAttribute('href', QUESTIONS)
})

for (const path of [TRAINED, DATASET, QUESTIONS]) {
  test(`a person with assistive technology reads ${path}`, async ({ page }) => {
    await openPage(page, path)
    await checkAccessibility(page)
  })
}
