import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { findGto } from '@/lib/testing/find-gto'
import { rawGit } from '@/lib/testing/raw-git'
import { runProgram } from '@/lib/testing/run-program'
import { createTempDir } from '@/lib/testing/temp-dir'
import { openApi } from './api-client'
import { expect, test } from './fixtures'
import { formatEvents, formatExpectedEvents, formatExpectedModels, formatModels } from './gto-form'
import { listTags, readAllowedSigner, readTrailers, resolve, verifyTag } from './read-remote'
import type { Expected } from './scenarios/conformance'
import { signInAs } from './sign-in-as'

test.use({ scenario: 'served' })

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
    },
    confirm: 'Register v1.2.0',
    done: 'A version of ltv is registered',
    ...{ tag: 'ltv@v1.2.0', commit: 'main', staging: 'v1.0.0' },
  },
  {
    command: 'Promote',
    fill: async (dialog) => {
      await dialog.getByRole('radio', { name: /^staging/ }).check()
      await dialog.getByRole('combobox', { name: 'Version' }).selectOption('v1.2.0')
    },
    confirm: 'Promote v1.2.0 to staging',
    done: 'ltv v1.2.0 is in staging',
    ...{ tag: 'ltv#staging#2', commit: 'main', staging: 'v1.2.0' },
  },
  {
    command: 'Roll back a stage',
    fill: (dialog) => dialog.getByRole('radio', { name: /^staging/ }).check(),
    confirm: 'Roll staging back to v1.0.0',
    done: 'staging of ltv is rolled back',
    ...{ tag: 'ltv#staging#3', commit: 'main~2', staging: 'v1.0.0' },
  },
  {
    command: 'Take out of a stage',
    fill: (dialog) => dialog.getByRole('radio', { name: /^staging/ }).check(),
    confirm: 'Take v1.0.0 out of staging',
    done: 'ltv v1.0.0 is out of staging',
    ...{ tag: 'ltv#staging!#4', commit: 'main~2', staging: 'v1.2.0' },
  },
  {
    command: 'Deregister a version',
    fill: async (dialog) => {
      await dialog.getByRole('combobox', { name: 'Version' }).selectOption('v1.2.0')
    },
    confirm: 'Deregister v1.2.0',
    done: 'ltv v1.2.0 is taken back',
    ...{ tag: 'ltv@v1.2.0!', commit: 'main', staging: 'Empty' },
  },
  {
    command: 'Deprecate the model',
    fill: async () => {},
    confirm: 'Deprecate ltv',
    done: 'ltv is deprecated',
    ...{ tag: 'ltv@deprecated', commit: 'main', staging: 'Empty' },
  },
]

test('somebody gives every command once, and GTO reads in a clone what the pages show', async ({
  page,
  remotes,
}) => {
  test.slow()
  const slug = remotes.shell === undefined ? 'web' : 'shell'
  const remote = remotes[slug]
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

  await test.step('GTO', async () => {
    const gto = findGto()
    if (gto.kind === 'missing')
      return test.info().annotations.push({ type: 'skipped', description: gto.why })
    const read = await readByGto(gto.program, remote)
    const api = openApi(page.request)
    const { items } = await api.listModels({ repo: slug, pageSize: 500 })
    expect(formatModels(items)).toEqual(formatExpectedModels(read))
    const events = await api.listAllEvents({ repo: slug, pageSize: 500 })
    expect(formatEvents(events)).toEqual(formatExpectedEvents(read))
  })
  const allowed = await readAllowedSigner(page)
  for (const { tag } of STEPS) {
    expect(verifyTag(remote, tag, allowed)).toContain('Good "git" signature for signet@example.com')
  }
})

/** Gives a command in its dialog, closes that, and sees on the page what staging holds now. */
async function give(page: Page, { command, fill, confirm, done, staging }: Step): Promise<void> {
  if (command !== 'Promote') await page.getByText('More', { exact: true }).click()
  await page.getByRole('link', { name: command, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `${command} · ltv` })
  await fill(dialog)
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
  const items = page.getByRole('main').locator('ol > li')
  await expect(items).toHaveCount(tags.length)
  for (const { tag } of STEPS) {
    const item = items.filter({ has: page.getByText(tag, { exact: true }) })
    await expect(item).toContainText('asked for by Eddy <eddy@example.com>')
  }
}

/** What GTO says of a clone of the remote. */
async function readByGto(
  program: string,
  remote = '',
): Promise<Pick<Expected, 'show_deprecated' | 'history'>> {
  const dir = createTempDir('gto')
  const clone = path.join(dir, 'clone')
  await rawGit(dir, ['clone', '--quiet', remote, clone])
  const ask = (args: readonly string[]) => {
    const { stdout, stderr } = runProgram(program, [...args, '--json', '-r', clone])
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout)
  }
  return { show_deprecated: ask(['show', '--deprecated']), history: ask(['history']) }
}
