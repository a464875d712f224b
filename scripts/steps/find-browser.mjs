import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'
import { runStep } from './run-step.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const PACKAGES = ['chromium', 'fonts-liberation']

/**
 * The Chromium for the end-to-end tests: SIGNET_CHROMIUM, else the system's, else Debian's package where this may
 * install it, else Playwright's own, which is null: Playwright finds that one itself.
 */
export async function findBrowser() {
  if (process.env.SIGNET_CHROMIUM) return process.env.SIGNET_CHROMIUM
  const installed = findProgram(NAMES)
  if (installed !== null) return installed
  if (process.getuid?.() === 0 && findProgram(['apt-get']) !== null) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await runStep('Reading the list of Debian packages', 'apt-get', ['update'], { env })
    const args = ['install', '--yes', '--no-install-recommends', ...PACKAGES]
    await runStep('Installing Chromium', 'apt-get', args, { env })
    const fresh = findProgram(NAMES)
    if (fresh !== null) return fresh
  }
  const playwright = path.join(root, 'node_modules/playwright/cli.js')
  await runStep('Fetching Chromium', process.execPath, [playwright, 'install', 'chromium'])
  return null
}

/** The first of these programs that PATH holds and that starts. */
function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return places.find((place) => isExecutable(place) && starts(place)) ?? null
}

function isExecutable(place) {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Some systems have a program in Chromium's place that only says how to install it. */
function starts(place) {
  return spawnSync(place, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}
