import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig, devices, type Project } from '@playwright/test'
import { findBrowser } from './scripts/steps/find-browser.mjs'

// Workers inherit the answer: looking for a browser takes a while.
process.env.SIGNET_CHROMIUM ??= (await findBrowser()) ?? ''

/** The system's Chromium; none of these switches changes how a page behaves. */
const SWITCHES = [
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Tests that write find a server that no other file has read or written. */
const WRITING = /\/(ask|change|meet|promote|write)-[\w-]+\.spec\.ts$/

/** The longest of those that run one file after the other: begun last, it would run alone at the end. */
const LONGEST = 'served, writing'

/**
 * Files of one scenario run one after the other, so that its server starts once. Files without a scenario start servers
 * of their own.
 */
function listProjects(): Project[] {
  const groups = new Map<string, string[]>()
  const files = readdirSync('e2e', { recursive: true, encoding: 'utf8' }).sort()
  for (const file of files.filter((one) => one.endsWith('.spec.ts'))) {
    const [, scenario] = /scenario: '(\w+)'/.exec(readFileSync(`e2e/${file}`, 'utf8')) ?? []
    const name = scenario && WRITING.test(`/${file}`) ? `${scenario}, writing` : scenario
    const key = name ?? 'own servers'
    groups.set(key, [...(groups.get(key) ?? []), `**/e2e/${file}`])
  }
  const isLongest = ([name]: readonly [string, unknown]) => Number(name === LONGEST)
  const ordered = [...groups].sort((a, b) => isLongest(b) - isLongest(a))
  return ordered.map(([name, testMatch]) => ({
    name,
    testMatch,
    ...(name === 'own servers' ? {} : { workers: 1 }),
  }))
}

export default defineConfig({
  testDir: 'e2e',
  projects: listProjects(),
  globalSetup: './e2e/build.ts',
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // Only a test that hangs comes to these: a machine that is slow or busy takes many times longer than another.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    ...devices['Desktop Chrome'],
    channel: undefined,
    viewport: { width: 1440, height: 900 },
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.SIGNET_CHROMIUM || undefined,
      // Chromium's sandbox does not start for root.
      args: process.getuid?.() === 0 ? ['--no-sandbox', ...SWITCHES] : SWITCHES,
    },
  },
})
