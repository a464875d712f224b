import { checkAccessibility } from './check-accessibility'
import { expect, test } from './fixtures'
import { openPage } from './open-page'
import { listTags, readTrailers } from './read-remote'
import { signInByLink } from './sign-in'

test.use({ scenario: 'demo' })

const TITLE = 'Promote detector:yolo v3.0.0 to production'

test('a newcomer to the demo meets a request, sees what it has to pass, and approves it', async ({
  page,
  server,
  remotes,
}) => {
  await signInByLink(page, server)
  const before = listTags(remotes.vision, 'detector=yolo#production#*')
  await openPage(page, '/requests')
  const main = page.getByRole('main')
  await main.getByRole('link', { name: TITLE }).click()
  await expect(main).toContainText('0 of 1 approval')
  await expect(main).toContainText('Deepak Rao <deepak@example.com>')
  await expect(main).toContainText('Two weeks in staging without a missed parcel')
  await expect(main).toContainText('metrics.latency_ms <= 50')
  await checkAccessibility(page)
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(main).toContainText('detector:yolo v3.0.0 is in production')
  const added = listTags(remotes.vision, 'detector=yolo#production#*').filter(
    (tag) => !before.includes(tag),
  )
  expect(added).toHaveLength(1)
  expect(readTrailers(remotes.vision, added[0] ?? '').slice(0, 3)).toEqual([
    'Requested-by: Deepak Rao <deepak@example.com>',
    'Approved-by: Local owner (local#owner)',
    'Reason: Two weeks in staging without a missed parcel',
  ])
})

test('a version that breaks the rules of the demo is refused with the reasons', async ({
  page,
  server,
}) => {
  await signInByLink(page, server)
  await openPage(page, '/models/vision/ocr:layout/commands/assign?version=v0.3.0&stage=production')
  const main = page.getByRole('main')
  await expect(main).toContainText('The version has never been in staging. Promote it there first.')
  await expect(main).toContainText('metrics.latency_ms <= 50 does not hold')
  await expect(main).toContainText('It is 86.6519.')
  await expect(page.getByRole('button', { name: 'Promote v0.3.0 to production' })).toBeDisabled()
})
