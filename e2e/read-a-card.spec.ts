import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'

test.use({ scenario: 'demo' })

const V2_1 = '/models/churn/churn/v/v2.1.0'

test('a person reads the card of a version', async ({ page }) => {
  await openPage(page, '/models/churn/churn')
  await page.getByRole('main').getByRole('link', { name: 'cards/churn.md' }).click()
  await expect(page).toHaveURL(`${V2_1}?tab=card`)
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { level: 3 })).toHaveText('Churn within 30 days')
  await expect(main.getByRole('heading', { level: 4 })).toHaveText([
    ...['Intended use', 'How good it is'],
  ])
  await expect(main.getByRole('cell', { name: '38.1%' })).toBeVisible()
  const uplift = main.getByRole('link', { name: 'uplift' })
  await expect(uplift).toHaveAttribute('rel', 'noopener noreferrer nofollow')
  const fact = (name: string) =>
    main.locator('dt', { hasText: new RegExp(`^${name}$`) }).locator('+ dd')
  await expect(fact('Licence')).toHaveText('apache-2.0')
  await expect(fact('Languages')).toHaveText('enpt')
  await expect(fact('Data sets').getByRole('link')).toHaveAttribute(
    'href',
    '/models/churn/customers',
  )
})

test('an image of the repository is shown, and nothing in it can run', async ({
  page,
  request,
}) => {
  await openPage(page, `${V2_1}?tab=card`)
  const image = page.getByRole('img', { name: 'Predicted and observed shares' })
  await image.scrollIntoViewIfNeeded()
  await expect
    .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth))
    .toBe(320)
  const answer = await request.get((await image.getAttribute('src')) ?? '')
  expect(answer.status()).toBe(200)
  expect(answer.headers()).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=31536000, immutable',
  })
})

test('a card that disagrees with the metrics of its commit says so', async ({ page }) => {
  const notice = page.getByText('auc: the card says 0.9175, the metrics file says 0.925')
  for (const tab of ['', '?tab=card']) {
    await openPage(page, V2_1 + tab)
    await expect(notice).toBeVisible()
  }
  await openPage(page, '/models/churn/churn/v/v2.0.0')
  await expect(page.getByRole('main')).toContainText('cards/churn.md')
  await expect(page.getByText('disagree')).toHaveCount(0)
})

test('a base model that is known here is a link', async ({ page }) => {
  await openPage(page, '/models/churn/churn-small/v/latest?tab=card')
  await page
    .getByRole('main')
    .locator('dd')
    .getByRole('link', { name: 'churn', exact: true })
    .click()
  await expect(page).toHaveURL('/models/churn/churn')
})

test('the lineage of a version has what its card names, and links to it', async ({
  page,
  request,
}) => {
  await openPage(page, '/models/churn/churn-small/v/v1.0.1?tab=lineage')
  const base = page.locator('.lineage-entry', { hasText: 'Base model' })
  await expect(base).toContainText('churn: named by the card')
  await expect(base).toContainText('Nothing proves it.')
  await expect(page.locator('.lineage-legend')).toContainText('claimed')
  await base.getByRole('link', { name: 'churn', exact: true }).click()
  await expect(page).toHaveURL('/models/churn/churn')

  const path = '/api/v1/models/churn/churn-small/lineage?version=v1.0.1'
  const { nodes, edges } = await (await request.get(path)).json()
  const [claimed] = edges.filter(({ state }: { readonly state: string }) => state === 'claimed')
  expect([claimed.from, claimed.to]).toEqual(['card base-model churn', 'model'])
  const facts = (id: string) =>
    nodes.find((node: { readonly id: string }) => node.id === id).facts.slice(0, 1)
  expect(facts('data/customers.csv.dvc')).toEqual([
    { label: 'Card', value: 'names it as customers', href: null },
  ])
})

test('only images of the commit are served', async ({ request }) => {
  const version = await (await request.get('/api/v1/models/churn/churn/versions/v2.1.0')).json()
  expect(version.card.path).toBe('cards/churn.md')
  expect(version.cardFacts).toMatchObject({ license: 'apache-2.0', task: 'tabular-classification' })
  const images = `/api/v1/repos/churn/images/${version.commit}?path=`
  const status = async (address: string) => (await request.get(address)).status()
  expect(await status(`${images}cards/none.svg`)).toBe(404)
  expect(await status(`${images}cards/churn.md`)).toBe(400)
  expect(await status(`${images}../x.svg`)).toBe(400)
  expect(await status(`/api/v1/repos/none/images/${version.commit}?path=cards/a.svg`)).toBe(404)
  expect(await status(`/api/v1/repos/churn/images/main?path=cards/calibration.svg`)).toBe(400)
  expect(await status(`/api/v1/repos/churn/images/${'0'.repeat(40)}?path=a.svg`)).toBe(404)
})

test('a person with assistive technology reads a card, on a phone too', async ({ page }) => {
  await openPage(page, `${V2_1}?tab=card`)
  await checkAccessibility(page)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('a person reads a card', async ({ page }) => {
    await page.goto(`${V2_1}?tab=card`)
    await expect(page.getByRole('main')).toContainText('Ranks customers for a call')
  })
})
