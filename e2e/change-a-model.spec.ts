import type { Locator, Page } from '@playwright/test'
import { findGto } from '@/lib/testing/find-gto'
import type { PipProgram } from '@/lib/testing/find-pip-program'
import { openApi } from './api-client'
import { findItem, listItems, readTags } from './event-list'
import { expect, type Remotes, test } from './fixtures'
import { buildEvents, buildExpectedEvents, buildExpectedModels, buildModels } from './gto-form'
import { readByGto } from './read-by-gto'
import { listTags, readAllowedSigner, readTrailers, resolve, verifyTag } from './read-remote'
import { readTable } from './read-table'
import { signInAs } from './sign-in-as'

test.use({ scenario: 'served' })

const INSTALL_MS = 15 * 60_000

const BEFORE = ['ltv#staging#1', 'ltv@v1.0.0', 'ltv@v1.1.0']

type Step = {
  readonly command: string
  readonly fill: (dialog: Locator) => Promise<void>
  readonly confirm: string
  readonly done: string
  readonly tag: string
  /** What its tag stands on. */
  readonly commit: string
  /** What staging shows afterwards. */
  readonly staging: string
}

/** In this order. The repository's commits: v1.0.0, v1.1.0 on `main~1`, and `main`. */
const STEPS: readonly Step[] = [
  {
    command: 'Register a version',
    fill: async (dialog) => {
      await dialog.getByRole('radio', { name: /Train on March/ }).check()
      await dialog.getByRole('radio', { name: /Minor/ }).check()
      await expect(dialog.getByRole('row', { name: 'v1.2.0 none registered' })).toBeVisible()
    },
    confirm: 'Register v1.2.0',
    done: 'ltv v1.2.0 is registered',
    tag: 'ltv@v1.2.0',
    commit: 'main',
    staging: 'v1.0.0',
  },
  {
    command: 'Promote',
    fill: async (dialog) => {
      await dialog.getByRole('radio', { name: /^staging/ }).check()
      await dialog.getByRole('combobox', { name: 'Version' }).selectOption('v1.2.0')
    },
    confirm: 'Promote v1.2.0 to staging',
    done: 'ltv v1.2.0 is in staging',
    tag: 'ltv#staging#2',
    commit: 'main',
    staging: 'v1.2.0',
  },
  {
    command: 'Roll back a stage',
    fill: (dialog) => dialog.getByRole('radio', { name: /^staging/ }).check(),
    confirm: 'Roll staging back to v1.0.0',
    done: 'ltv v1.0.0 is in staging again',
    tag: 'ltv#staging#3',
    commit: 'main~2',
    staging: 'v1.0.0',
  },
  {
    command: 'Take out of a stage',
    fill: (dialog) => dialog.getByRole('radio', { name: /^staging/ }).check(),
    confirm: 'Take v1.0.0 out of staging',
    done: 'ltv v1.0.0 is out of staging',
    tag: 'ltv#staging!#4',
    commit: 'main~2',
    staging: 'v1.2.0',
  },
  {
    command: 'Deregister a version',
    fill: async (dialog) => {
      await dialog.getByRole('combobox', { name: 'Version' }).selectOption('v1.2.0')
      await expect(
        dialog.getByRole('row', { name: 'v1.2.0 registered deregistered' }),
      ).toBeVisible()
    },
    confirm: 'Deregister v1.2.0',
    done: 'ltv v1.2.0 is deregistered',
    tag: 'ltv@v1.2.0!',
    commit: 'main',
    staging: 'Empty',
  },
  {
    command: 'Deprecate the model',
    fill: (dialog) =>
      expect(dialog.getByRole('row', { name: 'ltv in use deprecated' })).toBeVisible(),
    confirm: 'Deprecate ltv',
    done: 'ltv is deprecated',
    tag: 'ltv@deprecated',
    commit: 'main',
    staging: 'Empty',
  },
]

test('the owner runs every command once, and git verifies each tag', async ({ page, remotes }) => {
  test.slow()
  const { slug, remote } = chooseRemote(remotes)
  await page.goto(`/models/${slug}/ltv`)
  await signInAs(page, 'eddy')
  const tags = [...BEFORE]
  for (const step of STEPS) {
    await give(page, step)
    tags.push(step.tag)
    expect(listTags(remote, 'ltv*')).toEqual([...tags].sort())
    expect(resolve(remote, `${step.tag}^{commit}`)).toBe(resolve(remote, step.commit))
    expect(readTrailers(remote, step.tag).slice(0, 2)).toEqual([
      'Requested-by: Eddy <eddy@example.com>',
      `Reason: ${step.command}, please`,
    ])
  }
  await seeInHistory(page, tags)

  const allowed = await readAllowedSigner(page)
  for (const { tag } of STEPS) {
    expect(verifyTag(remote, tag, allowed)).toContain('Good "git" signature for signet@example.com')
  }
})

let gto: PipProgram

// Not in the test: where GTO is installed first, that takes minutes on a slow machine.
test.beforeAll(async () => {
  test.setTimeout(INSTALL_MS)
  gto = await findGto()
})

test('GTO shows the same state of a clone as the pages', async ({ page, remotes }) => {
  test.skip(gto.kind === 'missing', gto.kind === 'missing' ? `skipped: ${gto.why}` : '')
  if (gto.kind === 'missing') return
  const { slug, remote } = chooseRemote(remotes)
  const read = await readByGto(gto.program, remote)
  await page.goto(`/?q=repo:${slug}&columns=latest,stage:dev,stage:staging,stage:production`)
  await signInAs(page, 'vic')

  const table = page.getByRole('table', { name: 'Models' })
  const names = Object.keys(read.show_deprecated).sort()
  await expect(table.locator('tbody tr')).toHaveCount(names.length)
  for (const row of await readTable(table)) {
    const name = names.find((one) => row.Name?.startsWith(one)) ?? ''
    const { version, active, stage } = read.show_deprecated[name] ?? {}
    const shown = [row.Latest, row.dev, row.staging, row.production].map(findVersion)
    const holders = ['dev', 'staging', 'production'].map((one) => stage?.[one] ?? null)
    expect([name, ...shown]).toEqual([name, version, ...holders])
    expect([name, row.Name?.includes('Deprecated')]).toEqual([name, !active])
  }
  await page.goto(`/activity?repo=${slug}`)
  await expect(listItems(page)).toHaveCount(read.history.length)
  expect((await readTags(page)).toSorted()).toEqual(read.history.map(({ ref }) => ref).sort())

  const api = openApi(page.request)
  const { items } = await api.listModels({ repo: slug, pageSize: 500 })
  expect(buildModels(items)).toEqual(buildExpectedModels(read))
  const told = await api.listAllEvents({ repo: slug, pageSize: 500 })
  expect(buildEvents(told)).toEqual(buildExpectedEvents(read))
})

/** The one over SSH where that can be served. */
function chooseRemote({ web, shell }: Remotes) {
  return shell === undefined ? { slug: 'web', remote: web } : { slug: 'shell', remote: shell }
}

function findVersion(cell = ''): string | null {
  return /v\d+\.\d+\.\d+/.exec(cell)?.[0] ?? null
}

/** Gives a command in its dialog, closes that, and sees on the page what staging holds now. */
async function give(page: Page, { command, fill, confirm, done, staging }: Step): Promise<void> {
  if (command === 'Promote') await page.getByRole('link', { name: command, exact: true }).click()
  else {
    await page.getByText('More', { exact: true }).click()
    await page.getByRole('menuitem', { name: command, exact: true }).click()
  }
  const dialog = page.getByRole('dialog', { name: `${command} · ltv` })
  await fill(dialog)
  // In an incident the reason is out of the way.
  if (command === 'Roll back a stage') await dialog.getByText('Add a reason').click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(`${command}, please`)
  await expect(dialog).toContainText(`Reason: ${command}, please`)
  await dialog.getByRole('button', { name: confirm }).click()
  await expect(dialog.getByText(done)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  const slot = page.getByRole('main').locator('header li', { hasText: 'staging' })
  await expect(slot).toContainText(staging)
}

/** The events newest first, each with who asked where that is proven. */
async function seeInHistory(page: Page, tags: readonly string[]): Promise<void> {
  await page.getByRole('link', { name: 'History', exact: true }).click()
  const items = listItems(page)
  await expect(items).toHaveCount(tags.length)
  await expect(items.first()).toContainText(/^\d\d:\d\dDeprecated/)
  for (const { tag } of STEPS) {
    await expect(findItem(page, tag)).toContainText('Requested byEddy <eddy@example.com>')
  }
}
