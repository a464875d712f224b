import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { BUSY_MODELS, type BusyModel } from './scenarios/busy'

test.use({ scenario: 'busy' })

const FACETS: Readonly<Record<string, (model: BusyModel) => readonly string[]>> = {
  Stages: (model) => Object.keys(model.stages),
  Labels: (model) => model.labels,
  Owners: (model) => [model.owner.replace('@example.com', ''), 'Release Bot'],
  Repositories: (model) => [model.repo],
  Types: (model) => [model.type],
}

/** `dev 60` and so on, in no order. */
function countValues(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, count]) => `${value} ${count}`).sort()
}

async function readFacet(facet: Locator): Promise<readonly string[]> {
  const texts = await facet.getByRole('link').allInnerTexts()
  return texts.map((text) => text.replace(/\s+/g, ' ')).sort()
}

test('a person narrows the models down by what they have in common', async ({ page }) => {
  const models = modelsPage(page)
  const expectFacets = async (fits: (model: BusyModel) => boolean) => {
    const left = BUSY_MODELS.filter(fits)
    await models.expectTotal(left.length)
    for (const [title, valuesOf] of Object.entries(FACETS)) {
      await expect
        .poll(() => readFacet(models.facet(title)))
        .toEqual(countValues(left.flatMap(valuesOf)))
    }
  }
  await models.open()
  await expectFacets(() => true)

  await models.facet('Labels').getByRole('link', { name: /^gpu/ }).click()
  await models.expectQuery('label:gpu')
  await expectFacets((model) => model.labels.includes('gpu'))
  await expect(models.box).toHaveValue('label:gpu')
  await expect(models.facet('Labels').locator('[aria-current=true]')).toHaveText(/^gpu/)

  await models
    .facet('Stages')
    .getByRole('link', { name: /^production/ })
    .click()
  await expect(models.box).toHaveValue('label:gpu stage:production')
  await expectFacets((model) => model.labels.includes('gpu') && 'production' in model.stages)

  await models
    .facet('Owners')
    .getByRole('link', { name: /^Chiara Rossi/ })
    .click()
  await expect(models.box).toHaveValue('label:gpu stage:production owner:"Chiara Rossi"')
  await expectFacets(
    (model) =>
      model.labels.includes('gpu') &&
      'production' in model.stages &&
      model.owner === 'Chiara Rossi',
  )

  await models.facet('Labels').getByRole('link', { name: /^gpu/ }).click()
  await expect(models.box).toHaveValue('stage:production owner:"Chiara Rossi"')
  await expectFacets((model) => 'production' in model.stages && model.owner === 'Chiara Rossi')

  await page
    .getByRole('complementary', { name: 'Filters' })
    .getByRole('link', { name: 'Clear' })
    .click()
  await expect(page).toHaveURL('/')
  await expectFacets(() => true)
})

test('a person on a phone opens the filters as a sheet', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const models = modelsPage(page)
  await models.open()
  await expect(models.facet('Types')).toBeHidden()
  await page.getByRole('button', { name: 'Filters' }).click()
  await models
    .facet('Types')
    .getByRole('link', { name: /^dataset/ })
    .click()
  await models.expectQuery('type:dataset')
  await models.expectTotal(12)
})
