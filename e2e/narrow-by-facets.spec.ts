import type { Locator } from '@playwright/test'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { openPage } from './open-page'
import { BUSY_MODELS, type BusyModel, LISTED_MODELS } from './scenarios/busy'

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
  /** The filters of a facet do not narrow its own values. */
  const expectFacets = async (chosen: Readonly<Record<string, string>>) => {
    const fits = (model: BusyModel, except: string) =>
      Object.entries(chosen).every(
        ([title, value]) => title === except || FACETS[title]?.(model).includes(value),
      )
    await models.expectTotal(LISTED_MODELS.filter((model) => fits(model, '')).length)
    for (const [title, valuesOf] of Object.entries(FACETS)) {
      // Types lead to the tabs of others.
      const all = title === 'Types' ? BUSY_MODELS : LISTED_MODELS
      const counted = all.filter((model) => fits(model, title)).flatMap(valuesOf)
      await expect.poll(() => readFacet(models.facet(title))).toEqual(countValues(counted))
    }
  }
  const choose = (title: string, value: RegExp) =>
    models.facet(title).getByRole('link', { name: value }).click()
  await models.open()
  await expectFacets({})

  await choose('Labels', /^gpu/)
  await models.expectQuery('label:gpu')
  await expectFacets({ Labels: 'gpu' })
  await expect(models.box).toHaveValue('label:gpu')
  await expect(models.facet('Labels').locator('[aria-current=true]')).toHaveText(/^gpu/)

  await choose('Stages', /^production/)
  await expect(models.box).toHaveValue('label:gpu stage:production')
  await expectFacets({ Labels: 'gpu', Stages: 'production' })

  await choose('Owners', /^Chiara Rossi/)
  await expect(models.box).toHaveValue('label:gpu stage:production owner:"Chiara Rossi"')
  await expectFacets({ Labels: 'gpu', Stages: 'production', Owners: 'Chiara Rossi' })

  await choose('Labels', /^nlp/)
  await expect(models.box).toHaveValue('label:gpu,nlp stage:production owner:"Chiara Rossi"')
  await choose('Labels', /^nlp/)
  await expect(models.box).toHaveValue('label:gpu stage:production owner:"Chiara Rossi"')
  await choose('Labels', /^gpu/)
  await expect(models.box).toHaveValue('stage:production owner:"Chiara Rossi"')
  await expectFacets({ Stages: 'production', Owners: 'Chiara Rossi' })

  await page
    .getByRole('complementary', { name: 'Filters' })
    .getByRole('link', { name: 'Clear' })
    .click()
  await expect(page).toHaveURL('/')
  await expectFacets({})
})

test('a choice stays among the facets where nothing is found, and can be given up', async ({
  page,
}) => {
  const models = modelsPage(page)
  await models.open()
  await models.facet('Labels').getByRole('link', { name: /^gpu/ }).click()
  await models.expectQuery('label:gpu')
  await openPage(page, '/?q=label:gpu+is:moved')
  const chosen = models.facet('Labels').locator('[aria-current=true]')
  await expect(chosen).toHaveText(/^gpu\s*0$/)
  await chosen.click()
  await models.expectQuery('is:moved')
})

test('a person is led to what needs attention', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  const needs = models.facet('Needs attention')
  const [count] = await needs.getByRole('link', { name: /^Unsigned in production/ }).allInnerTexts()
  await needs.getByRole('link', { name: /^Unsigned in production/ }).click()
  await models.expectQuery('is:unsigned')
  await models.expectTotal(Number(count?.match(/\d+$/)?.[0]))
  const names = await models.table.locator('tbody [data-row-link]').allInnerTexts()
  expect(names.length).toBeGreaterThan(0)
  for (const name of names) {
    expect(BUSY_MODELS.find((model) => model.name === name)?.stages).toHaveProperty('production')
  }
})

test('a value keeps the focus while it is chosen and given up', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  const value = models.facet('Labels').getByRole('link', { name: /^gpu/ })
  for (const query of ['label:gpu', null]) {
    await value.press('Enter')
    await models.expectQuery(query)
    await expect(value).toHaveAttribute('href', query === null ? '/?q=label:gpu' : '/')
    await expect(value).toBeFocused()
  }
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
