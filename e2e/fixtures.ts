import path from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { findFreePort } from '@/lib/testing/free-port'
import { createTempDir } from '@/lib/testing/temp-dir'
import { ADMIN_TOKEN, asAdmin } from './admin-token'
import { type Remotes, type ScenarioName, scenarios } from './scenarios'
import { type Server, startServer, waitForSyncs } from './start-server'

export type { Remotes } from './scenarios'

type WorkerFixtures = {
  /** The repositories that the server shows; `test.use({ scenario })` at the top of a file. */
  readonly scenario: ScenarioName
  /** A server of this worker's own, all first syncs done. */
  readonly server: Server
  /** The bare repositories behind it, by slug. */
  readonly remotes: Remotes
  readonly world: { readonly server: Server; readonly remotes: Remotes }
}

type TestFixtures = {
  /** What a page may write to the console as an error; everything else fails the test. */
  readonly allowedErrors: readonly RegExp[]
  readonly quietServer: undefined
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  scenario: ['demo', { option: true, scope: 'worker' }],

  world: [
    async ({ scenario }, use) => {
      const dir = createTempDir(scenario)
      const port = await findFreePort()
      const build = scenarios[scenario]
      const { env, remotes, close } = await build(dir, `http://127.0.0.1:${port}`)
      const dataDir = path.join(dir, 'data')
      await copyEmbeddedTo(dataDir)
      const server = await startServer({
        SIGNET_ADMIN_TOKEN: ADMIN_TOKEN,
        ...env,
        SIGNET_DATA_DIR: dataDir,
        PORT: String(port),
      })
      await waitForSyncs(server.url, asAdmin)
      await use({ server, remotes })
      expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, errors: '' })
      await close?.()
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  server: [({ world }, use) => use(world.server), { scope: 'worker' }],
  remotes: [({ world }, use) => use(world.remotes), { scope: 'worker' }],
  baseURL: ({ server }, use) => use(server.url),

  allowedErrors: [[], { option: true }],
  page: async ({ page, allowedErrors }, use) => {
    const errors = collectErrors(page)
    await use(page)
    const isAllowed = (error: string) => allowedErrors.some((pattern) => pattern.test(error))
    expect(errors.filter((error) => !isAllowed(error))).toEqual([])
  },
  quietServer: [
    async ({ server }, use) => {
      const before = server.errors().length
      await use(undefined)
      expect(server.errors().slice(before)).toBe('')
    },
    { auto: true },
  ],
})

function collectErrors(page: Page): readonly string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
  })
  return errors
}

export { expect } from '@playwright/test'
