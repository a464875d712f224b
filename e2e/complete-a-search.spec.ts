import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { modelsPage } from './models-page'

test.use({ scenario: 'busy' })

test('a person completes a search by keyboard, and the results follow', async ({ page }) => {
  const models = modelsPage(page)
  const options = page.getByRole('listbox', { name: 'Completions' }).getByRole('option')
  await models.open()
  await page.keyboard.press('/')
  await expect(models.box).toBeFocused()
  await expect(options.first()).toHaveText('label:has the label')

  await page.keyboard.type('lab')
  await expect(options.first()).toHaveText('label:has the label')
  await page.keyboard.press('Tab')
  await expect(models.box).toHaveValue('label:')
  await page.keyboard.type('gp')
  await expect(options).toHaveText([/^gpu\d+$/])
  await page.keyboard.press('Tab')
  await expect(models.box).toHaveValue('label:gpu ')
  await expect(models.box).toBeFocused()
  await models.expectQuery('label:gpu ')

  await page.keyboard.type('is:unp')
  await expect(options).toHaveText([/^unpromoted\d+$/])
  await page.keyboard.press('Escape')
  await expect(options).toHaveCount(0)
  await expect(models.box).toBeFocused()
  await page.keyboard.press('Enter')
  await models.expectQuery('label:gpu is:unp')
  await expect(page.getByRole('list', { name: 'Parts of the search' })).toContainText(
    'is:unp finds nothing.',
  )
})

test('a person opens a model by its name from the box', async ({ page }) => {
  const models = modelsPage(page)
  await models.open('/activity')
  await models.box.click()
  await page.keyboard.type('ranking-06')
  await page.getByRole('option', { name: 'ranking-06 ranking' }).click()
  await expect(page).toHaveURL('/models/ranking/ranking-06')
})

test('Tab leaves the box where only models are offered, and opens none of them', async ({
  page,
}) => {
  const models = modelsPage(page)
  await models.open('/activity')
  await models.box.click()
  await page.keyboard.type('ranking-06')
  const offered = page.getByRole('listbox').getByRole('option')
  await expect(offered).toHaveText([/^ranking-06/])
  await page.keyboard.press('Tab')
  await expect(models.box).not.toBeFocused()
  await expect(offered).toHaveCount(0)
  await expect(page).toHaveURL('/activity')
  await expect(models.box).toHaveValue('ranking-06')
})

test('a person runs a search of before again', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.search('repo:fraud')
  await models.expectTotal(27)
  await models.open('/activity')
  await models.box.click()
  await page.getByRole('option', { name: 'repo:fraud searched before' }).click()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/?q=repo%3Afraud')
})

test('mistakes are underlined, and a fix is offered', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.box.click()
  await page.keyboard.type('lable:gpu repo:fraud')
  await expect(page.locator('.search-marks mark')).toHaveText(['lable:'])
  await page.getByRole('option', { name: 'label: did you mean this?' }).click()
  await expect(models.box).toHaveValue('label:gpu repo:fraud')
  await expect(page.locator('.search-marks mark')).toHaveCount(0)
})

test('the list of completions is accessible', async ({ page }) => {
  const models = modelsPage(page)
  await models.open()
  await models.box.click()
  await page.keyboard.type('stage:')
  await expect(page.getByRole('option').first()).toBeVisible()
  await checkAccessibility(page)
})
