import { openApi } from './api-client'
import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { listTags, readAllowedSigner, verifyTag } from './read-remote'
import { signInByLink } from './sign-in'

test.use({ scenario: 'untouched' })

const NEW = '/models/lively/lively/commands/assign?version=v1.0.0&stage=staging'

test('a reader is sent to sign in before a promotion', async ({ page, remotes }) => {
  await page.goto(NEW)
  const main = page.getByRole('main')
  await expect(main.getByText('Sign in first')).toBeVisible()
  await expect(main.getByRole('button', { name: /^Promote/ })).toHaveCount(0)
  expect(listTags(remotes.lively)).toEqual(['lively#production#1', 'lively@v1.0.0'])
})

test('the owner promotes a version: the remote has a signed tag, and the page shows who', async ({
  page,
  remotes,
  request,
  server,
}) => {
  await signInByLink(page, server)
  await openPage(page, NEW)
  const main = page.getByRole('main')
  await expect(main).toContainText('lively#staging#2')
  await expect(main).toContainText('Assigning stage staging to artifact lively version v1.0.0')
  await checkAccessibility(page)
  await page.getByRole('button', { name: 'Promote v1.0.0 to staging' }).click()
  await expect(main).toContainText(/Tags on the remote/)
  expect(listTags(remotes.lively)).toEqual([
    'lively#production#1',
    'lively#staging#2',
    'lively@v1.0.0',
  ])
  const allowed = await readAllowedSigner(page)
  expect(verifyTag(remotes.lively, 'lively#staging#2', allowed)).toContain(
    'Good "git" signature for signet@localhost',
  )
  await expect
    .poll(async () => (await openApi(request).findModel('lively', 'lively')).stages.staging?.[0])
    .toMatchObject({
      version: 'v1.0.0',
      tag: 'lively#staging#2',
      signature: { status: 'verified', signer: 'signet@localhost' },
    })
  await openPage(page, '/models/lively/lively')
  await expect(main.locator('header li', { hasText: 'staging' })).toContainText('v1.0.0')
})

test('the owner undoes a deprecation: a stage is given again, and no tag is deleted', async ({
  page,
  remotes,
  server,
}) => {
  await signInByLink(page, server)
  await openPage(page, '/models/lively/lively/commands/deprecate')
  await page.getByRole('button', { name: 'Deprecate lively' }).click()
  const main = page.getByRole('main')
  await expect(main).toContainText(/Tags on the remote/)

  await openPage(page, '/models/lively/lively')
  await expect(main.getByText('Deprecated', { exact: true })).toBeVisible()
  await expect(main).not.toContainText('Request-Id')
  await main.getByRole('link', { name: 'Undo the deprecation' }).click()
  const dialog = page.getByRole('dialog', { name: 'Promote · lively' })
  await expect(dialog).toContainText('lively is not deprecated after this.')
  await dialog.getByRole('button', { name: 'Promote v1.0.0 to staging' }).click()
  await expect(dialog).toContainText(/Tags on the remote/)
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()

  await expect(main.getByText('Deprecated', { exact: true })).toHaveCount(0)
  expect(listTags(remotes.lively)).toEqual([
    'lively#production#1',
    'lively#staging#2',
    'lively#staging#3',
    'lively@deprecated',
    'lively@v1.0.0',
  ])
})
