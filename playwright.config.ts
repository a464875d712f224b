import { defineConfig, devices } from '@playwright/test'
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

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './e2e/build.ts',
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 20_000 },
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
