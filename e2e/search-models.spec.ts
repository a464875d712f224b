import { openApi } from './api-client'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'
import { BUSY_MODELS, type BusyModel } from './scenarios/busy'

test.use({ scenario: 'busy' })

const PAGE_SIZE = 50

/** Best matches first: names that are, begin with and contain a word. */
function rank({ name }: BusyModel, query: string): number {
  const words = query.split(' ').filter((word) => /^[^-"(][^:]*$/.test(word))
  const ranks = words.map((word) => {
    const at = name.indexOf(word.toLowerCase())
    return name === word ? 0 : at === 0 ? 1 : at > 0 ? 2 : 3
  })
  return Math.min(3, ...ranks)
}

const isListed = ({ type }: BusyModel) => type === 'model'

/** What words are looked for in; the tagger of the first registration is an owner too, by name and address. */
function searchText({ name, description, labels, owner, repo }: BusyModel): string {
  const owners = [owner, 'Release Bot', 'bot@example.com']
  return [name, description, ...labels, ...owners, repo].join('\n').toLowerCase()
}

const has = (word: string) => (model: BusyModel) => searchText(model).includes(word)
const labelled = (label: string) => (model: BusyModel) => model.labels.includes(label)
const inStage = (stage: string) => (model: BusyModel) => stage in model.stages

const SEARCHES: readonly (readonly [string, (model: BusyModel) => boolean])[] = [
  ['fraud-07', (model) => model.name === 'fraud-07'],
  ['number 12', (model) => has('number')(model) && has('12')(model)],
  ['ZÜRICH', has('zürich')],
  ['"time series"', labelled('time series')],
  ['-fraud', (model) => !has('fraud')(model)],
  ['label:nlp', labelled('nlp')],
  ['LABEL:Nlp', labelled('nlp')],
  ['label:"time series"', labelled('time series')],
  ['label:nlp,images', (model) => labelled('nlp')(model) || labelled('images')(model)],
  ['label:tabular label:gpu', (model) => labelled('tabular')(model) && labelled('gpu')(model)],
  ['-label:gpu', (model) => !labelled('gpu')(model)],
  ['owner:"Chiara Rossi"', (model) => model.owner === 'Chiara Rossi'],
  ['owner:team/risk', (model) => model.owner === 'team/risk'],
  ['stage:production', inStage('production')],
  ['-stage:dev', (model) => !inStage('dev')(model)],
  ['repo:fraud,vision', (model) => ['fraud', 'vision'].includes(model.repo)],
  ['type:dataset', (model) => model.type === 'dataset'],
  [
    'repo:ranking stage:dev -label:gpu number',
    (model) =>
      model.repo === 'ranking' &&
      inStage('dev')(model) &&
      !labelled('gpu')(model) &&
      has('number')(model),
  ],
]

for (const [query, fits] of SEARCHES) {
  test(`a person searches for ${query}`, async ({ page, request }) => {
    const found = BUSY_MODELS.filter(fits).toSorted((a, b) => rank(a, query) - rank(b, query))
    const names = found.map((model) => model.name)
    expect(names.length).toBeGreaterThan(0)
    const listed = query.includes('type:') ? names : found.filter(isListed).map(({ name }) => name)
    const models = modelsPage(page)
    await models.open()
    await models.search(query)
    await models.expectTotal(listed.length)
    await models.expectNames(listed.slice(0, PAGE_SIZE))

    const answer = await openApi(request).listModels({ q: query, pageSize: 500 })
    expect(answer.items.map((model) => model.name)).toEqual(names)
  })
}

test('a person who mistypes a filter is offered the right one', async ({ page, request }) => {
  const models = modelsPage(page)
  await models.open()
  await models.search('repo:fraud lable:gpu')
  const hints = page.getByRole('list', { name: 'About this search' })
  await expect(hints).toContainText(
    'There is no qualifier lable:, so this is read as a word. Did you mean label:?',
  )
  await hints.getByRole('link', { name: 'Search label: instead' }).click()
  await models.expectQuery('repo:fraud label:gpu')
  await expect(hints).toHaveCount(0)

  const { diagnostics, total } = await openApi(request).listModels({ q: 'colour:red' })
  expect([total, diagnostics]).toEqual([
    0,
    [
      {
        from: 0,
        to: 10,
        message: 'There is no qualifier colour:, so this is read as a word.',
        fix: null,
      },
    ],
  ])
})

test('a person who finds nothing is led back to all models', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.search('label:nobody-has-this')
  await expect(page.getByRole('heading', { name: 'No model matches' })).toBeVisible()
  await page.getByRole('link', { name: 'Show all models' }).click()
  await expect(page).toHaveURL('/')
  await models.expectTotal(108)
  await expect(models.box).toHaveValue('')
})

test('a person searches from another page and lands on the models', async ({ page }) => {
  const models = modelsPage(page)
  await models.open('/activity')
  await models.search('vision-03')
  await expect(page).toHaveURL('/?q=vision-03')
  await models.expectNames(['vision-03'])
  await expect(models.box).toHaveValue('vision-03')
})

test('a person who finds only other types sees them at once', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.search('fraud-10')
  await models.expectNames(['fraud-10'])
  await expect(
    page.getByRole('navigation', { name: 'Types' }).locator('[aria-current=page]'),
  ).toHaveText(/^All/)
})
